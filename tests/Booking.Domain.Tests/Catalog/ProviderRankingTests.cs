namespace Booking.Domain.Tests.Catalog;

using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class ProviderRankingTests
{
    private static readonly AppointmentRules Rules = new();
    private static readonly Guid Massage = Guid.CreateVersion7();

    [Fact]
    public void Rank_WhenProvidersDiffer_PrefersWhoeverHasLessToDoAndHadFewerAppointments()
    {
        ProviderFit busy = Fit(count: 0, hours: 4);
        ProviderFit free = Fit(count: 0, hours: 0);
        Ids(busy, free).ShouldBe([free.ProviderId, busy.ProviderId]);

        // The same day: whoever had fewer lately.
        ProviderFit often = Fit(count: 9, hours: 1);
        ProviderFit seldom = Fit(count: 3, hours: 1);
        Ids(often, seldom).ShouldBe([seldom.ProviderId, often.ProviderId]);

        // A day with little to do makes up for more of them.
        ProviderFit full = Fit(count: 2, hours: 8);
        Ids(full, Fit(count: 3, hours: 0))[^1].ShouldBe(full.ProviderId);
    }

    [Fact]
    public void Rank_WhenSomebodyCannot_PutsThemLastWithoutAScore()
    {
        ProviderFit taken = Fit(0, 0, Reason.Booked);
        ProviderFit fit = Fit(count: 10, hours: 2);

        IReadOnlyList<RankedProvider> ranked = ProviderRanking.Rank(Massage, Samples.Now, [taken, fit], Rules);

        ranked.Select(provider => provider.ProviderId).ShouldBe([fit.ProviderId, taken.ProviderId]);
        ranked[0].Score.ShouldBe(new AssignmentScore(0.45, null, 0.75, 0));
        ranked[0].Explain().ShouldBe("score 0.45 (load 0.75, fairness 0): 2 h of work that day, 10 appointments lately");
        (ranked[1].Score, ranked[1].Reasons[0]).ShouldBe((null, Reason.Booked));
    }

    [Fact]
    public void Rank_WhenAllAreEqual_DrawsAnotherLotForEveryAppointmentAndTheSameOneForTheSame()
    {
        ProviderFit[] fits = [Fit(0, 0), Fit(0, 0), Fit(0, 0)];

        Ids(fits).ShouldBe(Ids([.. fits.Reverse()]));
        Enumerable.Range(0, 60).Select(hours => ProviderRanking.Rank(Massage, Samples.Now.AddHours(hours), fits, Rules)[0].ProviderId).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void Rank_OfRidesAndAppointments_IsOneEngineWithTheRulesOfEach()
    {
        Guid anna = Guid.CreateVersion7();
        Guid ben = Guid.CreateVersion7();
        Candidate[] candidates = [new(anna, true, new AssignedWork(1, TimeSpan.FromHours(4))), new(ben, true, new AssignedWork(4, TimeSpan.Zero))];

        AssignmentRanking.Rank(Massage, Samples.Now, candidates, new AppointmentRules { LoadWeight = 1, FairnessWeight = 0 })[0].Id.ShouldBe(ben);
        AssignmentRanking.Rank(Massage, Samples.Now, candidates, new AppointmentRules { LoadWeight = 0, FairnessWeight = 1 })[0].Id.ShouldBe(anna);

        // Who has no way to come is not weighed by it.
        AssignmentRanking.Rank(Massage, Samples.Now, candidates, new DispatchRules())[0].Score.ShouldBe(new AssignmentScore(0.81, null, 0.9, 0.75));
        AssignmentRanking.Rank(Massage, Samples.Now, [candidates[0] with { Nearness = 0.5 }], new DispatchRules())[0].Score.ShouldBe(new AssignmentScore(0.43, 0.5, 0.9, 0));
        AssignmentRanking.Rank(Massage, Samples.Now, candidates, new AppointmentRules { LoadWeight = 0, FairnessWeight = 0 }).ShouldAllBe(one => one.Score!.Total == 0);
    }

    [Fact]
    public void With_WhenTheCustomerNamedSomebody_SaysNothingOfAChoice()
    {
        RankedProvider chosen = ProviderRanking.Rank(Massage, Samples.Now, [Fit(0, 0)], Rules)[0];
        HoldItem named = new(ItemKinds.Service, Massage, "Massage", 1, Samples.Now, Samples.Now.AddHours(1), "Europe/Berlin", [], new Dictionary<string, string> { ["providerId"] = Guid.Empty.ToString() });
        HoldItem any = Appointment.Chosen(named, chosen);

        (Appointment.IsWithAny(named), Appointment.IsWithAny(any)).ShouldBe((false, true));
        HoldItem other = Appointment.With(named, chosen.ProviderId, "Ben", chosen.Explain());
        (Appointment.ProviderOf(other), other.Details["provider"], Appointment.IsWithAny(other)).ShouldBe((chosen.ProviderId, "Ben", false));
        Appointment.With(any, chosen.ProviderId, "Ben", chosen.Explain()).Details["chosenBecause"].ShouldBe(chosen.Explain());
        Appointment.ProviderOf(named with { Details = new Dictionary<string, string>(named.Details) { ["sessionId"] = Guid.Empty.ToString() } }).ShouldBeNull();
    }

    private static Guid[] Ids(params ProviderFit[] fits) => [.. ProviderRanking.Rank(Massage, Samples.Now, fits, Rules).Select(provider => provider.ProviderId)];

    private static ProviderFit Fit(int count, double hours, params string[] reasons) => new(Guid.CreateVersion7(), new AssignedWork(count, TimeSpan.FromHours(hours)), reasons);
}
