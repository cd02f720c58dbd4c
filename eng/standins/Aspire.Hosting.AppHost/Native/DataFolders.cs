// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.Native;

using System.Runtime.CompilerServices;
using Aspire.Hosting.ApplicationModel;

/// <summary>Where the servers of a run keep their data: in the repository's artifacts folder, or in a temporary folder that goes with the run.</summary>
internal sealed class DataFolders
{
    private const string TemporaryPrefix = "native-run-";
    private const string LockName = "run.lock";

    private static readonly ConditionalWeakTable<IDistributedApplicationBuilder, DataFolders> Known = [];

    private readonly Dictionary<string, string> _secrets = [];
    private readonly List<FileStream> _locks = [];
    private readonly string _kept;
    private string? _temporary;

    private DataFolders(string repository, string? kept)
    {
        Tools = Path.Combine(repository, "artifacts", "tools");
        _kept = kept ?? Path.Combine(repository, "artifacts", "run");
    }

    /// <summary>Where programs from npm are installed.</summary>
    public string Tools { get; }

    public static DataFolders Of(IDistributedApplicationBuilder builder) => Known.GetValue(
        builder, key => new DataFolders(RepositoryOf(key.AppHostDirectory), key.Configuration["NativeHost:DataFolder"]));

    public static bool Keeps(IResource resource) => resource.Annotations.OfType<KeepsDataAnnotation>().Any();

    public string For(IResource resource)
    {
        var folder = Path.Combine(Keeps(resource) ? _kept : Temporary(), resource.Name);
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>The secret of a server: the same for as long as its data is kept.</summary>
    public string Secret(IResource owner, string name, Func<string> generate)
    {
        if (!Keeps(owner))
        {
            lock (_secrets)
            {
                return _secrets.TryGetValue(name, out var known) ? known : _secrets[name] = generate();
            }
        }

        var file = Path.Combine(_kept, name);
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(_kept);
            WritePrivate(file, generate());
        }

        return File.ReadAllText(file);
    }

    /// <summary>Makes sure that kept data is used by one run only.</summary>
    public void Lock(IEnumerable<IResource> resources)
    {
        if (!resources.Any(Keeps))
        {
            return;
        }

        Directory.CreateDirectory(_kept);
        // The kernel gives the lock back when its owner dies, however that happens.
        _locks.Add(TryLock(Path.Combine(_kept, LockName)) ?? throw new DistributedApplicationException(
            $"The data in '{_kept}' is in use by a run that is still alive. Stop that one first, or start this one with --Booking:Ephemeral=true."));
    }

    /// <summary>Gives the locks back and removes the temporary folder.</summary>
    public void Release()
    {
        foreach (var held in _locks)
        {
            held.Dispose();
        }

        _locks.Clear();
        if (_temporary is not null)
        {
            Remove(_temporary);
            _temporary = null;
        }
    }

    /// <summary>Waits for a lock that another run may hold.</summary>
    public static async Task<IDisposable> LockAsync(string file, TimeSpan limit, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; waited < limit; waited += TimeSpan.FromMilliseconds(200))
        {
            if (TryLock(file) is { } held)
            {
                return held;
            }

            await Task.Delay(200, cancellationToken);
        }

        throw new DistributedApplicationException($"Another run has been holding '{file}' for {limit.TotalSeconds:0} s.");
    }

    public static void WritePrivate(string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(file, options);
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    }

    private string Temporary()
    {
        lock (_locks)
        {
            if (_temporary is null)
            {
                RemoveAbandoned();
                _temporary = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), TemporaryPrefix + Guid.NewGuid().ToString("N"))).FullName;
                _locks.Add(TryLock(Path.Combine(_temporary, LockName))!);
            }

            return _temporary;
        }
    }

    private static void RemoveAbandoned()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), TemporaryPrefix + "*"))
        {
            var file = Path.Combine(folder, LockName);
            if (File.Exists(file) && TryLock(file) is { } abandoned)
            {
                Remove(folder);
                abandoned.Dispose();
            }
        }
    }

    private static FileStream? TryLock(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Remove(string folder)
    {
        // What was killed a moment ago may still be writing and deleting.
        for (var attempt = 0; attempt < 20 && Directory.Exists(folder); attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
            {
                Thread.Sleep(50);
            }
        }
    }

    private static string RepositoryOf(string appHostDirectory)
    {
        for (var folder = new DirectoryInfo(appHostDirectory); folder is not null; folder = folder.Parent)
        {
            if (folder.EnumerateFiles("*.sln").Any() || Path.Exists(Path.Combine(folder.FullName, ".git")))
            {
                return folder.FullName;
            }
        }

        return appHostDirectory;
    }
}
