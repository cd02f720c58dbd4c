namespace Booking.Api.Tests.Holds.Idempotency;

using System.Text;
using Booking.Api.Tests.Holds.Races;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Every POST that moves inventory or money can be repeated. <see cref="IdempotencyKeyControlTests"/> shows that these tests can fail.</summary>
[Collection(BookingCollection.Name)]
public sealed class IdempotencyKeyTests(BookingApp app)
{
    public static TheoryData<string> Operations => [IdempotentCalls.Holds, IdempotentCalls.Bookings, IdempotentCalls.Payments];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task AnyCall_WhenSentManyTimesAtOnce_HasOneEffect(string operation)
    {
        using IdempotentCalls calls = await IdempotentCalls.OpenAsync(app);
        IdempotentCall call = await calls.PrepareAsync(operation);

        Answer[] answers = await calls.SendAtOnceAsync(call, "at once", times: 50);
        Answer later = await calls.SendAsync(call, "at once");

        answers.Select(answer => answer.Flaw).OfType<string>().ShouldBeEmpty();
        answers.ShouldAllBe(answer => answer.Status == 201 || (answer.Status == 409 && answer.Code == "idempotency_in_progress" && answer.RetryAfter > 0));
        answers.Count(answer => answer.IsWon && !answer.IsReplay).ShouldBe(1);
        (later.Status, later.IsReplay).ShouldBe((201, true), later.Text);
        answers.Where(answer => answer.IsWon).ShouldAllBe(answer => answer.Body.SequenceEqual(later.Body));
        (await call.EffectsAsync()).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task AnyCall_WhenRepeated_AnswersTheSameBytes(string operation)
    {
        using IdempotentCalls calls = await IdempotentCalls.OpenAsync(app);
        IdempotentCall call = await calls.PrepareAsync(operation);

        Answer first = await calls.SendAsync(call, "again");
        Answer second = await calls.SendAsync(call, "again");

        (first.Status, first.IsReplay).ShouldBe((201, false), first.Text);
        (second.Status, second.IsReplay).ShouldBe((201, true), second.Text);
        second.Text.ShouldBe(first.Text);
        second.Body.ShouldBe(first.Body);
        (second.MediaType, second.Location).ShouldBe((first.MediaType, first.Location));
        (await call.EffectsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task PlaceHold_WhenRepeatedAfterItsRelease_AnswersAsBeforeAndTakesNothing()
    {
        using IdempotentCalls calls = await IdempotentCalls.OpenAsync(app);
        IdempotentCall call = await calls.PrepareAsync(IdempotentCalls.Holds);
        Answer first = await calls.SendAsync(call, "released");
        Answer released = await calls.Racers.SendAsync(HttpMethod.Delete, $"api/v1/holds/{first.Id}");

        Answer second = await calls.SendAsync(call, "released");

        released.Status.ShouldBe(204);
        second.IsReplay.ShouldBeTrue();
        second.Body.ShouldBe(first.Body);
        (await call.EffectsAsync()).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task AnyCall_WhenTheKeyHasAnotherBody_Is422WithoutEffect(string operation)
    {
        using IdempotentCalls calls = await IdempotentCalls.OpenAsync(app);
        IdempotentCall call = await calls.PrepareAsync(operation);
        Answer first = await calls.SendAsync(call, "reused");

        Answer other = await calls.SendAsync(call, "reused", call.OtherBody);
        Answer again = await calls.SendAsync(call, "reused");

        first.Status.ShouldBe(201, first.Text);
        (other.Status, other.Code, other.IsReplay).ShouldBe((422, "idempotency_key_reused", false), other.Text);
        other.Flaw.ShouldBeNull();
        again.Body.ShouldBe(first.Body);
        (await call.EffectsAsync()).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task AnyCall_WhenTheKeyIsMissingOrTooLong_Is400WithoutEffect(string operation)
    {
        using IdempotentCalls calls = await IdempotentCalls.OpenAsync(app);
        IdempotentCall call = await calls.PrepareAsync(operation);

        Answer missing = await calls.SendAsync(call, "");
        Answer tooLong = await calls.SendAsync(call, new string('k', 256));
        long refused = await call.EffectsAsync();
        Answer longest = await calls.SendAsync(call, new string('k', 255));

        (missing.Status, missing.Code).ShouldBe((400, "idempotency_key_required"), missing.Text);
        (tooLong.Status, tooLong.Code).ShouldBe((400, "idempotency_key_required"), tooLong.Text);
        refused.ShouldBe(0);
        longest.Status.ShouldBe(201, longest.Text);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task AnyCall_WhenAnotherUserOrTenantHasTheKey_IsIndependent(string operation)
    {
        using IdempotentCalls calls = await IdempotentCalls.OpenAsync(app);
        using IdempotentCalls others = await IdempotentCalls.OpenAsync(app, "other");
        foreach ((IdempotentCalls from, int client) in new[] { (calls, 0), (calls, 1), (others, 0) })
        {
            IdempotentCall call = await from.PrepareAsync(operation, client);

            Answer answer = await from.SendAsync(call, "everybody's");

            (answer.Status, answer.IsReplay).ShouldBe((201, false), answer.Text);
            (await call.EffectsAsync()).ShouldBe(1);
        }
    }

    [Fact]
    public async Task AnyCall_WhenAnotherRouteHasTheKey_IsIndependent()
    {
        using IdempotentCalls calls = await IdempotentCalls.OpenAsync(app);
        IdempotentCall hold = await calls.PrepareAsync(IdempotentCalls.Holds);
        IdempotentCall payment = await calls.PrepareAsync(IdempotentCalls.Payments);

        Answer held = await calls.SendAsync(hold, "one for all");
        Answer booked = await calls.Racers.PostAsync("api/v1/bookings", Items.Booking(held.Id), key: "one for all");
        Answer paid = await calls.SendAsync(payment, "one for all");

        foreach (Answer answer in (Answer[])[held, booked, paid])
        {
            (answer.Status, answer.IsReplay).ShouldBe((201, false), answer.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task AnyCall_WhenRefused_LeavesTheKeyFree(string operation)
    {
        using IdempotentCalls calls = await IdempotentCalls.OpenAsync(app);
        IdempotentCall call = await calls.PrepareAsync(operation);

        Answer malformed = await calls.SendAsync(call, "refused", Encoding.UTF8.GetBytes("{"));
        Answer ruled = await calls.SendAsync(call, "refused", call.RefusedBody);
        long refused = await call.EffectsAsync();
        Answer taken = await calls.SendAsync(call, "refused");

        malformed.Status.ShouldBe(400, malformed.Text);
        ruled.Status.ShouldBeOneOf(400, 422);
        refused.ShouldBe(0);
        (taken.Status, taken.IsReplay).ShouldBe((201, false), taken.Text);
    }

    [Fact]
    public async Task PlaceHold_WhenRefusedForAConflict_CanBeRepeatedWithTheSameKey()
    {
        using IdempotentCalls calls = await IdempotentCalls.OpenAsync(app);
        IdempotentCall call = await calls.PrepareAsync(IdempotentCalls.Holds);
        Answer first = await calls.Racers.HoldAsync(call.Body, client: 1);
        Answer conflict = await calls.SendAsync(call, "conflict");
        Answer released = await calls.Racers.SendAsync(HttpMethod.Delete, $"api/v1/holds/{first.Id}", client: 1);

        Answer taken = await calls.SendAsync(call, "conflict");

        (conflict.Status, conflict.Code).ShouldBe((409, "inventory_conflict"), conflict.Text);
        released.Status.ShouldBe(204);
        (taken.Status, taken.IsReplay).ShouldBe((201, false), taken.Text);
        (await call.EffectsAsync()).ShouldBe(1);
    }

    [Theory]
    [InlineData(IdempotentCalls.Holds)]
    [InlineData(IdempotentCalls.Bookings)]
    public async Task AnyCall_WhenTheFirstIsStillRunning_Is409WithRetryAfter(string operation)
    {
        using IdempotentCalls calls = await IdempotentCalls.OpenAsync(app);
        IdempotentCall call = await calls.PrepareAsync(operation);
        Task<Answer> running;
        Answer meanwhile;
        await using (Obstacle obstacle = await Obstacle.PutAsync(app, call))
        {
            running = calls.SendAsync(call, "running");
            await obstacle.WaitForCallAsync();
            meanwhile = await calls.SendAsync(call, "running");
        }

        Answer first = await running;
        Answer later = await calls.SendAsync(call, "running");

        (meanwhile.Status, meanwhile.Code).ShouldBe((409, "idempotency_in_progress"), meanwhile.Text);
        meanwhile.RetryAfter.ShouldNotBeNull().ShouldBeGreaterThan(0);
        first.Status.ShouldBe(201, first.Text);
        later.IsReplay.ShouldBeTrue();
        later.Body.ShouldBe(first.Body);
        (await call.EffectsAsync()).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task AnyCall_WhenBrokenOffBeforeTheCommit_CanBeRepeatedAndHasOneEffect(string operation)
    {
        using IdempotentCalls calls = await IdempotentCalls.OpenAsync(app);
        IdempotentCall call = await calls.PrepareAsync(operation);
        Answer broken;
        long effects;
        await using (Obstacle obstacle = await Obstacle.PutAsync(app, call))
        {
            Task<Answer> running = calls.SendAsync(call, "broken off");
            await obstacle.BreakOffAsync();
            broken = await running;
            effects = await call.EffectsAsync();
        }

        Answer repeated = await calls.SendAsync(call, "broken off");

        (broken.Status, broken.Flaw).ShouldBe((503, null), broken.Text);
        broken.RetryAfter.ShouldNotBeNull();
        effects.ShouldBe(0);
        (repeated.Status, repeated.IsReplay).ShouldBe((201, false), repeated.Text);
        (await call.EffectsAsync()).ShouldBe(1);
    }
}
