using System.Runtime.InteropServices;
using SQLitePCL;

namespace Tessera.Ledger.Sql.Sqlite;

/// <summary>
/// Chooses the native SQLite. The one in the package is 3.35.5 of 2021; the system's own gets security patches and is taken
/// where it is there and not older.
/// </summary>
internal static unsafe class NativeSqlite
{
    public const int PackagedVersion = 3_035_005;

    // Once per process, as the runtime allows one resolver per assembly.
    private static readonly Lazy<int> Chosen = new(Choose);

    /// <summary>The version in use as SQLite numbers it: 3,040,001 is 3.40.1.</summary>
    public static int Version => Chosen.Value;

    private static int Choose()
    {
        var system = FindSystem();
        if (system != 0)
        {
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (name, assembly, path) => name == "e_sqlite3" ? system : 0);
        }

        Batteries_V2.Init();
        return raw.sqlite3_libversion_number();
    }

    private static nint FindSystem()
    {
        var name = OperatingSystem.IsMacOS() ? "/usr/lib/libsqlite3.dylib" : OperatingSystem.IsLinux() ? "libsqlite3.so.0" : null;
        if (name is null || !NativeLibrary.TryLoad(name, typeof(NativeSqlite).Assembly, DllImportSearchPath.SafeDirectories, out var library))
        {
            return 0;
        }

        // A build without threads would corrupt memory under two connections.
        return NumberFrom(library, "sqlite3_libversion_number") >= PackagedVersion && NumberFrom(library, "sqlite3_threadsafe") != 0 ? library : 0;
    }

    private static int NumberFrom(nint library, string function) =>
        NativeLibrary.TryGetExport(library, function, out var address) ? ((delegate* unmanaged<int>)address)() : 0;
}
