namespace Booking.Api.Tests.Drivers;

using Booking.Api.Tests.Holds.Scratch;
using Shouldly;
using Xunit;

/// <summary>The race of <see cref="LocationRaceTests"/> without the guard: whatever comes counts as recorded long ago.</summary>
[Collection(ScratchCollection.Name)]
public sealed class LocationRaceControlTests(ScratchApp app)
{
    [Fact]
    public Task ReportLocation_WhenTheLastTimeIsNotKnown_GoesBackToAnOlderPlace() => app.WithoutAsync(
        """
        CREATE FUNCTION forget_when() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.recorded_at := ''2000-01-01Z''; RETURN NEW; END';
        CREATE TRIGGER forget_when BEFORE INSERT ON driver_locations FOR EACH ROW EXECUTE FUNCTION forget_when();
        """,
        "DROP TRIGGER forget_when ON driver_locations; DROP FUNCTION forget_when()",
        async () =>
        {
            LocationRaces races = await LocationRaces.OpenAsync(app);
            int newer = 0;
            for (int round = 0; round < 50 && newer == 0; round++)
            {
                newer = (await races.ReportAsync()).Newer;
            }

            newer.ShouldBeGreaterThan(0);
        });
}
