namespace Booking.Application.Tests.Catalog;

using System.Reflection;
using Booking.Application.Abstractions;
using Booking.Application.Behaviors;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using NodaTime;
using Shouldly;
using Xunit;

/// <summary>The key of a cached answer: were a member missing from it, somebody would be told the answer to another question.</summary>
public sealed class QuestionTests
{
    private static readonly Dictionary<Type, (object One, object Other)> Samples = new()
    {
        [typeof(Guid)] = (Guid.CreateVersion7(), Guid.CreateVersion7()),
        [typeof(string)] = ("one", "other"),
        [typeof(int)] = (1, 2),
        [typeof(long)] = (1L, 2L),
        [typeof(bool)] = (false, true),
        [typeof(double)] = (1.5, 2.5),
        [typeof(DateTimeOffset)] = (DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddTicks(1)),
        [typeof(DateOnly)] = (new DateOnly(2027, 1, 2), new DateOnly(2027, 2, 1)),
        [typeof(LocalDate)] = (new LocalDate(2027, 1, 2), new LocalDate(2027, 2, 1)),
        [typeof(WallTime)] = (WallTime.At(DateTimeOffset.UnixEpoch), Local("2027-03-01T09:00:00", "Europe/Berlin")),
    };

    public static TheoryData<Type> CachedQueryTypes => [.. typeof(IReadOnly).Assembly.GetTypes().Where(type =>
        typeof(IReadOnly).IsAssignableFrom(type) && type is { IsAbstract: false, IsInterface: false }
        && CachedQueries.PolicyOf((IReadOnly)Make(type, parameter => Sample(parameter.ParameterType, other: false))) is not null)];

    [Theory]
    [MemberData(nameof(CachedQueryTypes))]
    public void Of_WhenAnyMemberDiffers_IsAnotherQuestion(Type type)
    {
        string question = Ask(type, null);
        Ask(type, null).ShouldBe(question);
        foreach (ParameterInfo parameter in Constructor(type).GetParameters())
        {
            Ask(type, parameter).ShouldNotBe(question, parameter.Name);
        }
    }

    [Fact]
    public void Of_WhenALocalTimeIsMeantInAnotherZone_IsAnotherQuestion() =>
        Local("2027-03-01T09:00:00", "Europe/Berlin").ToString().ShouldNotBe(Local("2027-03-01T09:00:00", "Asia/Kathmandu").ToString());

    private static string Ask(Type type, ParameterInfo? different)
    {
        object request = Make(type, parameter => Sample(parameter.ParameterType, other: parameter == different));
        MethodInfo of = typeof(Question).GetMethod(nameof(Question.Of))!.MakeGenericMethod(type);
        return (string)of.Invoke(null, [request])!;
    }

    private static object Make(Type type, Func<ParameterInfo, object?> value) => Constructor(type).Invoke([.. Constructor(type).GetParameters().Select(value)]);

    private static ConstructorInfo Constructor(Type type) => type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!;

    private static object? Sample(Type type, bool other)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        if (Samples.TryGetValue(plain, out (object One, object Other) sample))
        {
            return other ? sample.Other : sample.One;
        }

        if (plain.IsEnum)
        {
            return Enum.GetValues(plain).GetValue(other ? 1 : 0);
        }

        if (plain.IsGenericType && plain.IsAssignableFrom(typeof(List<>).MakeGenericType(plain.GetGenericArguments()[0])))
        {
            System.Collections.IList list = (System.Collections.IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(plain.GetGenericArguments()[0]))!;
            list.Add(Sample(plain.GetGenericArguments()[0], other));
            return list;
        }

        return Make(plain, parameter => Sample(parameter.ParameterType, other));
    }

    private static WallTime Local(string text, string zone) => WallTime.TryParse(text, zone, out WallTime time) ? time : throw new FormatException(text);
}
