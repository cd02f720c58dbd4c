namespace Booking.Domain.Tests.Common;

using Booking.Domain.Common;
using Shouldly;
using Xunit;

/// <summary>Compares a transition table with the moves that a test has written out.</summary>
internal static class Transitions
{
    public static TheoryData<TState, TState> EveryPair<TState>()
        where TState : struct, Enum
    {
        TheoryData<TState, TState> pairs = [];
        foreach (TState from in Enum.GetValues<TState>())
        {
            foreach (TState to in Enum.GetValues<TState>())
            {
                pairs.Add(from, to);
            }
        }

        return pairs;
    }

    public static void ShouldAnswer<TState>(this TransitionTable<TState> table, TState from, TState to, bool legal)
        where TState : struct, Enum
    {
        Result<Done> answer = table.Check(from, to);
        table.Allows(from, to).ShouldBe(legal);
        answer.IsSuccess.ShouldBe(legal);
        if (!legal)
        {
            answer.Error.ShouldNotBeNull().Code.ShouldBe("illegal_transition");
            answer.Error.Kind.ShouldBe(ErrorKind.Conflict);
        }
    }
}
