namespace Booking.Bench;

/// <summary>Reads of paths in turn, by nobody in particular.</summary>
internal sealed class Read(IReadOnlyList<string> paths) : Scenario
{
    private int _next;

    public override int Expected => 200;

    public override async ValueTask<int> RunAsync(BenchClient client, CancellationToken ct)
    {
        uint mine = (uint)Interlocked.Increment(ref _next);
        return (await client.GetAsync(paths[(int)(mine % (uint)paths.Count)], ct)).Status;
    }
}
