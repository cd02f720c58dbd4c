// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.Native;

/// <summary>Passes the lines of one resource on and remembers the last of them.</summary>
internal sealed class ResourceLog(string name, RunOutput output)
{
    private const int Kept = 30;

    private readonly Queue<string> _tail = new();

    public void Add(string line)
    {
        lock (_tail)
        {
            _tail.Enqueue(line);
            if (_tail.Count > Kept)
            {
                _tail.Dequeue();
            }
        }

        output.Write(name, line);
    }

    public IReadOnlyList<string> Tail()
    {
        lock (_tail)
        {
            return [.. _tail];
        }
    }
}
