namespace Booking.Domain.Common;

using System.Collections.Frozen;

/// <summary>The legal moves of one state machine. Everything that is not listed is refused with <c>illegal_transition</c>.</summary>
public sealed class TransitionTable<TState>
    where TState : struct, Enum
{
    private readonly FrozenSet<(TState From, TState To)> _moves;

    public TransitionTable(params (TState From, TState To)[] moves) => _moves = moves.ToFrozenSet();

    public IReadOnlySet<(TState From, TState To)> Moves => _moves;

    public bool Allows(TState from, TState to) => _moves.Contains((from, to));

    /// <summary>True for a state that nothing leads out of.</summary>
    public bool IsTerminal(TState state) => !_moves.Any(move => move.From.Equals(state));

    public Result<Done> Check(TState from, TState to) => Allows(from, to)
        ? Result.Success
        : Error.Conflict("illegal_transition", $"{typeof(TState).Name.Replace("Status", "", StringComparison.Ordinal)}: {from} cannot become {to}.");
}
