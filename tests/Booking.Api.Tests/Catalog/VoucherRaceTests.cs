namespace Booking.Api.Tests.Catalog;

using Booking.Api.Tests.Holds.Scratch;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class VoucherRaceTests(BookingApp app)
{
    [Fact]
    public async Task Voucher_WhenSixtyFourWantItsLastTenUses_ExactlyTenGetIt() => (await VoucherRaces.RunAsync(app)).ShouldBe(VoucherRaces.Uses);
}

/// <summary>The same race over a pool that forgets its claims: it must find more uses than there are.</summary>
[Collection(ScratchCollection.Name)]
public sealed class VoucherRaceControlTests(ScratchApp app)
{
    [Fact]
    public async Task Voucher_WhenThePoolForgetsWhatIsHeld_IsUsedTooOften() => await app.WithoutAsync(
        """
        ALTER TABLE pools DROP CONSTRAINT pools_never_oversold;
        CREATE FUNCTION forget_uses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.held := 0; RETURN NEW; END $$;
        CREATE TRIGGER forget_uses BEFORE UPDATE ON pools FOR EACH ROW EXECUTE FUNCTION forget_uses()
        """,
        $"DROP TRIGGER forget_uses ON pools; DROP FUNCTION forget_uses; {await app.DefinitionAsync("pools_never_oversold")}",
        async () => (await VoucherRaces.RunAsync(app)).ShouldBeGreaterThan(VoucherRaces.Uses));
}
