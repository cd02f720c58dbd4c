namespace Booking.Domain.Tests.Waitlist;

using Booking.Domain.Common;
using Booking.Domain.Tests.Common;
using Booking.Domain.Waitlist;
using Shouldly;
using Xunit;

public sealed class PromotionRoundTests
{
    [Fact]
    public void Next_WhenAllFit_GoesInTheirOrder()
    {
        List<WaitlistEntry> queue = [Waiters.Entry(2), Waiters.Entry(1), Waiters.Entry(3)];
        Waiters.Promote(queue, 6, Samples.Now).Offered.Select(offer => offer.Entry).ShouldBe(queue);
    }

    [Fact]
    public void Next_WhenAGroupDoesNotFit_PassesItAndSaysWhy()
    {
        List<WaitlistEntry> queue = [Waiters.Entry(4), Waiters.Entry(1)];
        var promoted = Waiters.Promote(queue, 2, Samples.Now);
        promoted.Offered.ShouldHaveSingleItem().Entry.ShouldBe(queue[1]);
        WaitlistSkip skip = promoted.Skips.ShouldHaveSingleItem();
        (skip.EntryId, skip.Reason, skip.Needed, skip.Offered, skip.Passes).ShouldBe((queue[0].Id, Reason.Quota, 4, 1, 1));
    }

    [Fact]
    public void Next_WhenFewerWouldDo_OffersWhatThereIs()
    {
        WaitlistEntry entry = Waiters.Entry(4, allOrNone: false);
        Waiters.Promote([entry], 3, Samples.Now).Offered.ShouldHaveSingleItem().ShouldBe((entry, 3));
    }

    [Fact]
    public void Next_WhenAGroupWasPassedAsOftenAsMayBe_TheOthersWaitForItAndThenNot()
    {
        WaitlistEntry group = Waiters.Entry(9);
        List<WaitlistEntry> queue = [group, .. Enumerable.Range(0, 8).Select(_ => Waiters.Entry(1))];
        var first = Waiters.Promote(queue, 8, Samples.Now);
        first.Offered.Count.ShouldBe(Waiters.Rule.MaxPasses);
        group.Blocks(Samples.Now).ShouldBeTrue();

        Waiters.Promote(queue, 5, Samples.Now.AddMinutes(29)).Offered.ShouldBeEmpty();
        Waiters.Promote(queue, 5, Samples.Now.AddMinutes(30)).Offered.Count.ShouldBe(Waiters.Rule.MaxPasses);
        Waiters.Promote(queue, 9, Samples.Now.AddMinutes(31)).Offered.ShouldHaveSingleItem().Entry.ShouldBe(group);
    }

    [Fact]
    public void Next_WhenAGroupBlocks_OthersWhoWantSomethingElseDoNotWait()
    {
        WaitlistEntry group = Waiters.Entry(9);
        WaitlistEntry other = Waiters.Entry(1, key: "ticket/b", unit: "pool/b");
        Waiters.Promote([group, .. Enumerable.Range(0, 4).Select(_ => Waiters.Entry(1))], 8, Samples.Now);
        Waiters.Promote([group, other], 1, Samples.Now).Offered.ShouldHaveSingleItem().Entry.ShouldBe(other);
    }

    [Fact]
    public void Next_WhenRefusedByARule_PassesWithoutEverBlocking()
    {
        WaitlistEntry barred = Waiters.Entry(1);
        WaitlistEntry next = Waiters.Entry(1);
        PromotionRound round = new([barred, next], new SkipRule(1, TimeSpan.FromHours(1)), Guid.NewGuid, Samples.Now);
        round.Next().ShouldBe(barred);
        round.Refused(barred, Reason.OrderLimit, isLack: false);
        round.Next().ShouldBe(next);
        round.Offered(next, 1);
        round.Skips.ShouldHaveSingleItem().Reason.ShouldBe(Reason.OrderLimit);
        barred.Blocks(Samples.Now).ShouldBeFalse();
    }

    /// <summary>Whatever queue and however many places: never more than there are, nobody waits who would fit and is not held up, and whoever was passed knows why.</summary>
    [Fact]
    public void Promote_WhateverTheQueue_LeavesNobodyWaitingWhoFits()
    {
        for (int seed = 0; seed < 2_000; seed++)
        {
            Random random = new(seed);
            int free = random.Next(60);
            LeavesNobodyWaitingWhoFits([.. Enumerable.Range(0, random.Next(30)).Select(_ => Waiters.Entry(random.Next(1, 7), allOrNone: random.Next(5) > 0))], free);
        }
    }

    private static void LeavesNobodyWaitingWhoFits(List<WaitlistEntry> queue, int free)
    {
        var (offered, left, skips) = Waiters.Promote(queue, free, Samples.Now);

        offered.Sum(offer => offer.Quantity).ShouldBe(free - left);
        left.ShouldBeGreaterThanOrEqualTo(0);
        offered.Select(offer => offer.Entry).Distinct().Count().ShouldBe(offered.Count);
        bool isHeldUp = false;
        foreach (WaitlistEntry entry in queue)
        {
            if (entry.Status == WaitlistStatus.Waiting)
            {
                (isHeldUp || entry.Least > left).ShouldBeTrue();
                isHeldUp |= entry.Blocks(Samples.Now);
            }

            int passed = queue.SkipWhile(other => other != entry).Count(behind => behind.Status == WaitlistStatus.Offered);
            skips.Count(skip => skip.EntryId == entry.Id).ShouldBe(entry.Status == WaitlistStatus.Waiting ? passed : 0);
        }
    }
}
