namespace Booking.Api.Tests.Events;

using Booking.Api.Tests.Holds.Scratch;
using Shouldly;
using Xunit;

/// <summary>The races of <see cref="TicketRaceTests"/> with a pool that forgets what is held: they must find places that were sold too often.</summary>
[Collection(ScratchCollection.Name)]
public sealed class TicketRaceControlTests(ScratchApp app)
{
    private const int MostRounds = 50;

    private const string ForgetHeld =
        """
        ALTER TABLE pools DROP CONSTRAINT pools_never_oversold;
        CREATE FUNCTION forget_held() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.held := 0; RETURN NEW; END $$;
        CREATE TRIGGER forget_held BEFORE UPDATE ON pools FOR EACH ROW EXECUTE FUNCTION forget_held()
        """;

    [Fact]
    public Task EditTicketType_WhenThePoolForgetsWhatIsHeld_TakesWhatIsSold() => WithoutGuardAsync(async races =>
    {
        int lost = 0;
        for (int round = 0; round < MostRounds && lost == 0; round++)
        {
            lost += (await races.ShrinkAsync()).Lost;
        }

        lost.ShouldBeGreaterThan(0);
    });

    [Fact]
    public Task PlaceHold_WhenThePoolForgetsWhatIsHeld_SellsTheFirstPriceTooOften() => WithoutGuardAsync(async races =>
    {
        int early = 0;
        for (int round = 0; round < MostRounds && early <= TicketRaces.EarlyPlaces; round++)
        {
            early = (await races.TiersAsync()).Count(sale => sale.IsEarly);
        }

        early.ShouldBeGreaterThan(TicketRaces.EarlyPlaces);
    });

    private async Task WithoutGuardAsync(Func<TicketRaces, Task> run)
    {
        string check = await app.DefinitionAsync("pools_never_oversold");
        await app.WithoutAsync(ForgetHeld, $"DROP TRIGGER forget_held ON pools; DROP FUNCTION forget_held; UPDATE pools SET sold = least(sold, capacity); {check}", async () =>
        {
            using TicketRaces races = await TicketRaces.OpenAsync(app);
            await run(races);
        });
    }
}
