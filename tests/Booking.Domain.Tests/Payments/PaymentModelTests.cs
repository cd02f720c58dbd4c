namespace Booking.Domain.Tests.Payments;

using Booking.Domain.Common;
using Booking.Domain.Payments;
using Booking.Domain.Tests.Common;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

public sealed class PaymentModelTests
{
    private static readonly Gen<PaymentStep> Steps =
        from act in Gen.Frequency(
            (4, Gen.Constant(PaymentAct.Succeed)),
            (1, Gen.Elements(PaymentAct.Fail, PaymentAct.Cancel)),
            (4, Gen.Constant(PaymentAct.RequestRefund)),
            (3, Gen.Constant(PaymentAct.SettleRefund)))
        from amount in Gen.Frequency((5, Gen.Constant(1_000L)), (4, Gen.Elements(250L, 400L, 600L)), (1, Gen.Elements(-1L, 0L, 1L, 999L, 1_001L, long.MaxValue)))
        from currency in Gen.Frequency((9, Gen.Constant("EUR")), (1, Gen.Constant("USD")))
        from seconds in Gen.Choose(0, 3)
        select new PaymentStep(act, new Money(amount, currency), TimeSpan.FromSeconds(seconds));

    public static TheoryData<PaymentFlaw> Flaws => [.. Enum.GetValues<PaymentFlaw>().Except([PaymentFlaw.None])];

    [Fact]
    public void Payment_WhenDrivenAtRandom_AgreesWithItsModel()
    {
        HashSet<(PaymentStatus, PaymentStatus)> moves = [];
        HashSet<string> answers = [];

        Sequences.Check(Gen.Constant(Samples.Eur(1_000)), Steps, (amount, steps) => Divergence(amount, steps, PaymentFlaw.None, moves, answers));

        // A run that never gets anywhere agrees with everything. A second partial refund leaves the status as it is.
        moves.ShouldBe(PaymentTransitions.Table.Moves.Where(move => move.From != move.To), ignoreOrder: true);
        answers.ShouldBe(["ok", "amount_mismatch", "refund_too_large", "illegal_transition"], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Flaws))]
    public void Check_WhenTheModelIsWrong_FindsIt(PaymentFlaw flaw) => Should.Throw<Exception>(
        () => Sequences.Check(Gen.Constant(Samples.Eur(1_000)), Steps, (amount, steps) => Divergence(amount, steps, flaw, [], []))).Message.ShouldContain("Falsifiable");

    private static string? Divergence(
        Money amount, IReadOnlyList<PaymentStep> steps, PaymentFlaw flaw, HashSet<(PaymentStatus, PaymentStatus)> moves, HashSet<string> answers)
    {
        DateTimeOffset now = Samples.Now;
        Payment payment = Payment.Open(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), "sandbox", amount, now);
        PaymentModel model = new(amount, flaw);
        Queue<Refund> openRefunds = [];
        int successes = 0;
        long requested = 0;

        foreach (PaymentStep step in steps)
        {
            now += step.Clock;
            PaymentStatus before = payment.Status;
            string answer = Apply(payment, step, openRefunds, now);
            PaymentSight seen = new(answer, payment.Status, payment.RefundedAmount, payment.SucceededAt, payment.TakeEvents());
            PaymentSight expected = model.Do(step.Act, step.Money, now);
            if (seen != expected)
            {
                return $"{step}: {seen} instead of {expected}";
            }

            successes += seen.Events == "payment.succeeded" ? 1 : 0;
            requested += seen.Events == "payment.refund_requested" ? step.Money.Amount : 0;
            if (successes > 1 || payment.RefundedAmount > amount.Amount || requested > amount.Amount)
            {
                return $"{step}: succeeded {successes} times, {payment.RefundedAmount} paid back, {requested} asked to be";
            }

            answers.Add(answer);
            if (before != payment.Status)
            {
                moves.Add((before, payment.Status));
            }
        }

        return null;
    }

    private static string Apply(Payment payment, PaymentStep step, Queue<Refund> openRefunds, DateTimeOffset now)
    {
        switch (step.Act)
        {
            case PaymentAct.Succeed:
                return payment.Succeed(step.Money, now).Answer();
            case PaymentAct.Fail:
                return payment.Fail().Answer();
            case PaymentAct.Cancel:
                return payment.Cancel().Answer();
            case PaymentAct.RequestRefund:
                Result<Refund> refund = payment.RequestRefund(Guid.CreateVersion7(), step.Money, RefundReasons.NotNeeded, now);
                if (refund.IsSuccess)
                {
                    openRefunds.Enqueue(refund.Value);
                }

                return refund.Answer();
            default:
                return openRefunds.TryDequeue(out Refund? open) ? payment.Refunded(open).Answer() : "ok";
        }
    }

    private sealed record PaymentStep(PaymentAct Act, Money Money, TimeSpan Clock);
}
