namespace Booking.Api.Tests.Holds.Overdue;

using Booking.Api.Tests.Holds.Races;
using Booking.Testing;
using Shouldly;

/// <summary>One fresh unit of each kind of claim, and the means to let a hold on it run out.</summary>
internal sealed class OverdueHolds : IDisposable
{
    private readonly BookingApp _app;
    private readonly RaceArena _arena;

    private OverdueHolds(BookingApp app, RaceArena arena, Racers racers) => (_app, _arena, Racers) = (app, arena, racers);

    public Racers Racers { get; }

    public static async Task<OverdueHolds> OpenAsync(BookingApp app)
    {
        RaceArena arena = await RaceArena.OpenAsync(app);
        return new OverdueHolds(app, arena, await Racers.EnterAsync(app, arena));
    }

    /// <summary>The body of a hold on something that nobody has.</summary>
    public async Task<byte[]> FreshAsync(ClaimKind kind) => Items.Hold(kind switch
    {
        ClaimKind.Seat => Items.Seat(await _arena.SeatedEventAsync(1), "A-1"),
        ClaimKind.Slot => Items.Hall((await _arena.HallsAsync(1))[0], _arena.Start, _arena.Start.AddHours(2)),
        ClaimKind.Leg => await FreshLegAsync(),
        ClaimKind.Quota => Items.Places((await _arena.PoolsAsync(1, capacity: 2))[0], 2),
        _ => throw new InvalidOperationException($"Nothing to hold for {kind}."),
    });

    public async Task<Guid> HoldAsync(byte[] body, int client)
    {
        Answer answer = await Racers.HoldAsync(body, client);
        answer.Status.ShouldBe(201, answer.Text);
        return answer.Id;
    }

    /// <summary>Sets the end of a hold and its claims to a moment after now, by the database's clock; a negative time is past.</summary>
    public Task EndInAsync(Guid holdId, TimeSpan left) => _app.ExecuteAsync(
        $"""
        WITH term AS (SELECT clock_timestamp() + {left}::interval AS ends),
             h AS (UPDATE holds SET created_at = created_at - interval '1 hour', expires_at = ends FROM term WHERE tenant_id = {_arena.TenantId} AND id = {holdId}),
             c1 AS (UPDATE slot_claims SET expires_at = ends FROM term WHERE tenant_id = {_arena.TenantId} AND hold_id = {holdId}),
             c2 AS (UPDATE seat_claims SET expires_at = ends FROM term WHERE tenant_id = {_arena.TenantId} AND hold_id = {holdId}),
             c3 AS (UPDATE leg_claims SET expires_at = ends FROM term WHERE tenant_id = {_arena.TenantId} AND hold_id = {holdId})
        UPDATE quota_claims SET expires_at = ends FROM term WHERE tenant_id = {_arena.TenantId} AND hold_id = {holdId}
        """);

    public async Task<string[]> ClaimStatesAsync(Guid holdId) => await _app.ScalarAsync<string[]>(
        $"""
        SELECT coalesce(array_agg(state), ARRAY[]::text[]) FROM (
            SELECT state FROM slot_claims WHERE tenant_id = {_arena.TenantId} AND hold_id = {holdId}
            UNION ALL SELECT state FROM seat_claims WHERE tenant_id = {_arena.TenantId} AND hold_id = {holdId}
            UNION ALL SELECT state FROM leg_claims WHERE tenant_id = {_arena.TenantId} AND hold_id = {holdId}
            UNION ALL SELECT state FROM quota_claims WHERE tenant_id = {_arena.TenantId} AND hold_id = {holdId}) AS claims
        """);

    public void Dispose() => Racers.Dispose();

    private async Task<string> FreshLegAsync()
    {
        RaceLine line = await _arena.TripsAsync(1, 1);
        return Items.Leg(line, line.Trips[0], 1, 4, "1");
    }
}

/// <summary>The four kinds of claims.</summary>
public enum ClaimKind
{
    Slot,
    Quota,
    Seat,
    Leg,
}
