using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Images;

/// <summary>What a caller is told when a picture was made and could not be kept. The store's own words name paths and stay in the log.</summary>
internal static class StoreTrouble
{
    public static Failure Of(StoreFailure failure) => new(FailedAt.Store, Blame.Gateway, Acceptance.Produced, null, failure.Fault == StoreFault.DiskFull
        ? new(507, "server_error", "storage_full", null, "The picture was made, but this gateway's disk is full and could not keep it. Free some space; do not repeat the call before.") { MayRepeat = false }
        : new(500, "server_error", "storage_failed", null, "The picture was made, but this gateway could not write it to its disk. The gateway's log says why.") { MayRepeat = false });
}
