namespace Booking.Domain.Tests.Events;

using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class TicketTypeTests
{
    private static readonly Event Concert = Published();

    [Fact]
    public void GrantPlaces_WhenPoolsAreShared_TakesFromEachOnce()
    {
        Guid own = Guid.CreateVersion7();
        Guid room = Guid.CreateVersion7();
        Guid uses = Guid.CreateVersion7();
        TicketTypeDetails details = new() { Name = "Adult", Price = Samples.Eur(1), Capacity = 10, IsHidden = true };
        TicketType hidden = TicketType.Create(Guid.CreateVersion7(), Concert, own, [room, own], details, null, []).Value.ShouldNotBeNull();
        AccessCode code = AccessCode.Create(Concert.TenantId, Guid.CreateVersion7(), Concert.Id, "Friends", "friends", [], uses);
        Grant grant = Concert.GrantPlaces(2, hidden, 3, Samples.Now, code: code).Value.ShouldNotBeNull();
        grant.Claims.ShouldBe([new QuotaClaim(2, own, 3), new QuotaClaim(2, room, 3), new QuotaClaim(2, uses, 3)]);

        hidden.Edit(Concert, details with { IsHidden = false }, []).Answer().ShouldBe("ok");
        Concert.GrantPlaces(2, hidden, 3, Samples.Now, code: code).Value.ShouldNotBeNull().Claims.ShouldBe([new QuotaClaim(2, own, 3), new QuotaClaim(2, room, 3)]);
    }

    [Fact]
    public void GrantPlaces_WhenTheTypeIsHidden_NeedsACodeThatOpensIt()
    {
        TicketType hidden = Drafts.Type(Concert, details => details with { IsHidden = true });
        AccessCode Code(params Guid[] types) => AccessCode.Create(Concert.TenantId, Guid.CreateVersion7(), Concert.Id, "Friends", "friends", types, null);
        AccessCode withdrawn = Code();
        withdrawn.Withdraw();

        Reason(Concert.GrantPlaces(0, hidden, 1, Samples.Now)).ShouldBe(Domain.Common.Reason.NotOnSale);
        Reason(Concert.GrantPlaces(0, hidden, 1, Samples.Now, code: Code(Guid.CreateVersion7()))).ShouldBe(Domain.Common.Reason.NotOnSale);
        Reason(Concert.GrantPlaces(0, hidden, 1, Samples.Now, code: withdrawn)).ShouldBe(Domain.Common.Reason.NotOnSale);
        Concert.GrantPlaces(0, hidden, 1, Samples.Now, code: Code()).Answer().ShouldBe("ok");
        Concert.GrantPlaces(0, hidden, 1, Samples.Now, code: Code(hidden.Id)).Answer().ShouldBe("ok");
    }

    [Fact]
    public void GrantPlaces_WhenTheTypeIsWithdrawn_IsRefused()
    {
        TicketType type = Drafts.Type(Concert);
        type.Withdraw();
        Reason(Concert.GrantPlaces(0, type, 1, Samples.Now)).ShouldBe(Domain.Common.Reason.NotOnSale);
    }

    [Fact]
    public void GrantPlaces_WhenTheOrderHasMoreOfThem_CountsTheWholeOrder()
    {
        TicketType type = Drafts.Type(Concert, details => details with { MinPerOrder = 2, MaxPerOrder = 4 });
        Reason(Concert.GrantPlaces(0, type, 1, Samples.Now)).ShouldBe(Domain.Common.Reason.OrderLimit);
        Reason(Concert.GrantPlaces(0, type, 1, Samples.Now, ordered: 5)).ShouldBe(Domain.Common.Reason.OrderLimit);
        Concert.GrantPlaces(0, type, 1, Samples.Now, ordered: 4).Answer().ShouldBe("ok");
    }

    [Fact]
    public void GrantPlaces_WhenTheSaleIsNotOpen_IsRefused()
    {
        TicketType type = Drafts.Type(Concert, details => details with { SaleFrom = Samples.Now.AddHours(1), SaleUntil = Samples.Now.AddHours(2) });
        Reason(Concert.GrantPlaces(0, type, 1, Samples.Now)).ShouldBe(Domain.Common.Reason.NotOnSale);
        Concert.GrantPlaces(0, type, 1, Samples.Now.AddHours(1)).Answer().ShouldBe("ok");
        Reason(Concert.GrantPlaces(0, type, 1, Samples.Now.AddHours(2))).ShouldBe(Domain.Common.Reason.NotOnSale);
    }

    [Fact]
    public void ClosesAt_WhenSeveralEndsAreGiven_IsTheEarliest()
    {
        Drafts.Type(Concert).ClosesAt(Concert).ShouldBe(Concert.EndsAt);
        Drafts.Type(Concert, details => details with { ClosesMinutesBefore = 30 }).ClosesAt(Concert).ShouldBe(Concert.StartsAt.AddMinutes(-30));
        Drafts.Type(Concert, details => details with { ClosesMinutesBefore = 30, SaleUntil = Samples.Now.AddHours(5) }).ClosesAt(Concert).ShouldBe(Samples.Now.AddHours(5));
    }

    [Fact]
    public void Create_WhenItFollowsAPrice_StandsBehindAllThatDo()
    {
        TicketType first = Drafts.Type(Concert);
        TicketType second = Drafts.Type(Concert, null, first, first);
        TicketType third = Drafts.Type(Concert, null, second, first, second);
        (second.TierOf, second.Tier).ShouldBe((first.Id, 1));
        (third.TierOf, third.Tier).ShouldBe((first.Id, 2));
        third.ComesAfter(first).ShouldBeTrue();
        third.ComesAfter(second).ShouldBeTrue();
        second.ComesAfter(third).ShouldBeFalse();
        first.ComesAfter(second).ShouldBeFalse();
    }

    [Fact]
    public void Edit_WhenTheCurrencyDiffersFromTheOthers_IsRefused()
    {
        TicketType type = Drafts.Type(Concert);
        type.Edit(Concert, type.Details with { Price = new Money(1, "CHF") }, [Drafts.Type(Concert)]).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/price/currency"]);
        type.Price.ShouldBe(Samples.Eur(2_000));
    }

    [Fact]
    public void AccessCode_WhenWrittenInOtherLetters_IsTheSame()
    {
        AccessCode.HashOf(Concert.Id, " friends-2026 ").ShouldBe(AccessCode.HashOf(Concert.Id, "FRIENDS-2026"));
        AccessCode.HashOf(Concert.Id, "friends").ShouldNotBe(AccessCode.HashOf(Guid.CreateVersion7(), "friends"));
    }

    private static Event Published()
    {
        Event happening = Drafts.Event();
        happening.Publish([Drafts.Type(happening)], Samples.Now).Answer().ShouldBe("ok");
        return happening;
    }

    private static string? Reason(Result<Grant> refused) => refused.Error.ShouldNotBeNull().Reason;
}
