namespace Booking.Api.Tests.Holds.Idempotency;

using Booking.Api.Tests.Holds.Races;
using Booking.Api.Tests.Holds.Scratch;
using Shouldly;
using Xunit;

/// <summary>The calls of <see cref="IdempotencyKeyTests"/> in a database that forgets every key.</summary>
[Collection(ScratchCollection.Name)]
public sealed class IdempotencyKeyControlTests(ScratchApp app)
{
    [Fact]
    public Task PlaceHold_WhenKeysAreForgotten_HasSeveralEffects() => app.WithoutAsync(
        """
        CREATE FUNCTION forget_key() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
        CREATE TRIGGER forget_key BEFORE INSERT ON idempotency_keys FOR EACH ROW EXECUTE FUNCTION forget_key()
        """,
        "DROP TRIGGER forget_key ON idempotency_keys; DROP FUNCTION forget_key",
        async () =>
        {
            using IdempotentCalls calls = await IdempotentCalls.OpenAsync(app);
            IdempotentCall call = await calls.PrepareAsync(IdempotentCalls.Holds);
            call = call with { Body = call.OtherBody };

            await calls.SendAtOnceAsync(call, "forgotten", times: 50);
            Answer later = await calls.SendAsync(call, "forgotten");

            later.IsReplay.ShouldBeFalse();
            (await call.EffectsAsync()).ShouldBeGreaterThan(1);
        });
}
