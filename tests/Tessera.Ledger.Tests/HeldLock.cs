using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Tests;

internal static class HeldLock
{
    /// <summary>Does something while this connection has the write lock, as another program might.</summary>
    public static async Task Hold(this Connection connection, Func<Task> meanwhile)
    {
        connection.Run("BEGIN IMMEDIATE");
        try
        {
            await meanwhile();
        }
        finally
        {
            connection.Run("ROLLBACK");
        }
    }
}
