// Stands in for the package MediatR 12.5.0 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace MediatR;

/// <summary>The answer of a request that has none. All values are equal.</summary>
public readonly struct Unit : IEquatable<Unit>, IComparable<Unit>, IComparable
{
    private static readonly Unit OnlyValue;

    public static ref readonly Unit Value => ref OnlyValue;

    public static Task<Unit> Task { get; } = System.Threading.Tasks.Task.FromResult(OnlyValue);

    public int CompareTo(Unit other) => 0;

    int IComparable.CompareTo(object? obj) => 0;

    public bool Equals(Unit other) => true;

    public override bool Equals(object? obj) => obj is Unit;

    public override int GetHashCode() => 0;

    public override string ToString() => "()";

    public static bool operator ==(Unit first, Unit second) => first.Equals(second);

    public static bool operator !=(Unit first, Unit second) => !first.Equals(second);

    public static bool operator <(Unit first, Unit second) => first.CompareTo(second) < 0;

    public static bool operator <=(Unit first, Unit second) => first.CompareTo(second) <= 0;

    public static bool operator >(Unit first, Unit second) => first.CompareTo(second) > 0;

    public static bool operator >=(Unit first, Unit second) => first.CompareTo(second) >= 0;
}
