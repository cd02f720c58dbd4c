// Stands in for the package Aspire.Hosting.PostgreSQL where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting;

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native;
using Npgsql;

/// <summary>The machine's newest PostgreSQL with a data folder of its own and durable commits, as in production.</summary>
internal sealed class PostgresServer(PostgresServerResource resource) : INativeResource
{
    private const string Hint = "apt-get install postgresql";
    private const string Folder = "/usr/lib/postgresql/*/bin";
    private const string FolderOnFedora = "/usr/pgsql/*/bin";

    private static readonly TimeSpan InitLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PredecessorLimit = TimeSpan.FromSeconds(5);
    private static readonly RequiredProgram Postgres = new("postgres", Hint, Folder, FolderOnFedora);
    private static readonly RequiredProgram Initdb = new("initdb", Hint, Folder, FolderOnFedora);
    private static readonly RequiredProgram Setpriv = new("setpriv", "apt-get install util-linux");

    public IEnumerable<RequiredProgram> Programs => Environment.IsPrivilegedProcess ? [Postgres, Initdb, Setpriv] : [Postgres, Initdb];

    public string StopSignal => "INT";

    // An immediate shutdown still gives the shared memory back, which a kill does not.
    public string DiscardSignal => "QUIT";

    public bool HasProbe => true;

    // PostgreSQL refuses to run as root.
    private static string? OtherUser => !Environment.IsPrivilegedProcess ? null
        : File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    public static async Task<NpgsqlConnection> ConnectAsync(PostgresServerResource server, string database, CancellationToken cancellationToken)
    {
        var text = await ((IResourceWithConnectionString)server).GetConnectionStringAsync(cancellationToken);
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(text) { Database = database, Pooling = false, Timeout = 3, CommandTimeout = 30 }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task StartAsync(NativeContext context, CancellationToken cancellationToken)
    {
        var program = Native.Programs.Require(Postgres);
        var folder = await PrepareFolderAsync(context, cancellationToken);
        var data = Path.Combine(folder, "data");
        if (!Directory.Exists(data))
        {
            await InitialiseAsync(context, folder, data, cancellationToken);
        }
        else
        {
            await WaitForPredecessorAsync(data, cancellationToken);
        }

        string[] settings =
        [
            $"port={resource.PrimaryEndpoint.Port.ToString(CultureInfo.InvariantCulture)}",
            "listen_addresses=localhost",
            "unix_socket_directories=",
            "max_connections=200",
            .. HasStatements(program) ? ["shared_preload_libraries=pg_stat_statements"] : Array.Empty<string>(),
        ];
        context.Launch(AsUser(program, ["-D", data, .. settings.SelectMany(setting => (string[])["-c", setting])]) with { LastSignal = "QUIT" });
    }

    public async Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(resource, "postgres", cancellationToken);
        return null;
    }

    private static bool HasStatements(string program)
    {
        var library = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(program)!, "..", "lib"));
        return File.Exists(Path.Combine(library, "pg_stat_statements.so")) || File.Exists(Path.Combine(library, "postgresql", "pg_stat_statements.so"));
    }

    private static ProcessSpec AsUser(string program, IReadOnlyList<string> arguments) => OtherUser is { } user
        ? new ProcessSpec(Native.Programs.Require(Setpriv), [$"--reuid={user}", $"--regid={GroupOf(user)}", "--init-groups", program, .. arguments])
        {
            WorkingDirectory = "/",
            Environment = new Dictionary<string, string?> { ["HOME"] = "/" },
        }
        : new ProcessSpec(program, arguments);

    private static string GroupOf(string user) => user == "nobody" ? "nogroup" : user;

    private async Task<string> PrepareFolderAsync(NativeContext context, CancellationToken cancellationToken)
    {
        var folder = context.DataFolder;
        if (OtherUser is not { } user)
        {
            return folder;
        }

        if (!OthersMayEnter(folder))
        {
            folder = Elsewhere(folder);
            context.Log.Add($"The user '{user}' cannot reach '{context.DataFolder}': the data is in '{folder}'.");
        }

        await context.RunAsync(new ProcessSpec("install", ["-d", "-o", user, "-m", "700", folder]), InitLimit, cancellationToken);
        return folder;
    }

    // The repository lies where only root may look (such as root's home), so the data cannot lie in it.
    private string Elsewhere(string folder)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12];
        var elsewhere = $"/var/tmp/native-{resource.Name}-{hash}";
        // Whoever removes the folder in the repository means the data.
        var mark = Path.Combine(folder, "data-is-elsewhere");
        if (!File.Exists(mark) && Directory.Exists(elsewhere))
        {
            Directory.Delete(elsewhere, recursive: true);
        }

        File.WriteAllText(mark, elsewhere);
        return elsewhere;
    }

    private static bool OthersMayEnter(string folder)
    {
        for (var parent = new DirectoryInfo(folder).Parent; parent is not null; parent = parent.Parent)
        {
            if (OperatingSystem.IsLinux() && !File.GetUnixFileMode(parent.FullName).HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }

    private async Task InitialiseAsync(NativeContext context, string folder, string data, CancellationToken cancellationToken)
    {
        // Under another name until it is whole, so that an interrupted start does not leave half a cluster.
        var fresh = Path.Combine(folder, "data.new");
        var password = Path.Combine(folder, "password");
        if (Directory.Exists(fresh))
        {
            Directory.Delete(fresh, recursive: true);
        }

        DataFolders.WritePrivate(password, await resource.PasswordParameter.GetValueAsync(cancellationToken) ?? "");
        try
        {
            if (OtherUser is { } user)
            {
                await context.RunAsync(new ProcessSpec("chown", [user, password]), InitLimit, cancellationToken);
            }

            var superuser = await resource.UserNameReference.GetValueAsync(cancellationToken);
            await context.RunAsync(
                AsUser(Native.Programs.Require(Initdb),
                    ["-D", fresh, $"--username={superuser}", $"--pwfile={password}", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]),
                InitLimit, cancellationToken);
        }
        finally
        {
            File.Delete(password);
        }

        Directory.Move(fresh, data);
    }

    // The lock on the data folder is ours, so a postmaster named here belongs to a host that was killed: it is about to go, or gone.
    private static async Task WaitForPredecessorAsync(string data, CancellationToken cancellationToken)
    {
        var file = Path.Combine(data, "postmaster.pid");
        if (!File.Exists(file) || !int.TryParse(File.ReadLines(file).FirstOrDefault(), out var pid))
        {
            return;
        }

        for (var waited = TimeSpan.Zero; IsPostgres(pid); waited += TimeSpan.FromMilliseconds(100))
        {
            if (waited > PredecessorLimit)
            {
                throw new DistributedApplicationException($"PostgreSQL (process {pid}) still uses '{data}'.");
            }

            await Task.Delay(100, cancellationToken);
        }

        File.Delete(file);
    }

    private static bool IsPostgres(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Contains("postgres", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
