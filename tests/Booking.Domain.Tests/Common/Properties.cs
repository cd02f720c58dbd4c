namespace Booking.Domain.Tests.Common;

using FsCheck;
using FsCheck.Fluent;

/// <summary>Checks a statement on random values; a counterexample fails the test with its seed.</summary>
internal static class Properties
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(2_000).WithQuietOnSuccess(true);

    public static void Hold<T>(Gen<T> values, Func<T, bool> statement) => Check.One(Thorough, Prop.ForAll(values.ToArbitrary(), statement));
}
