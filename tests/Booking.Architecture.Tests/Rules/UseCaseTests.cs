namespace Booking.Architecture.Tests.Rules;

using System.Text.RegularExpressions;
using MediatR;

/// <summary>One use case, one name, one file.</summary>
public sealed partial class UseCaseTests
{
    private static IEnumerable<Type> Requests => Source.TypesOf(Source.Application)
        .Where(type => !type.IsAbstract && type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IRequest<>)));

    [Fact]
    public void Requests_WhenListed_HaveOneHandlerInTheirFile()
    {
        List<Type> handlers = [.. Source.TypesOf(Source.Application).Where(type => type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))];
        List<string> files = [.. Source.FilesOf("Booking.Application")];
        Requests.ShouldNotBeEmpty();
        foreach (Type request in Requests)
        {
            string useCase = Suffix().Replace(request.Name, "");
            request.Name.ShouldMatch("(Command|Query|Process)$");
            handlers.Count(handler => handler.GetInterfaces().Any(face => face.GenericTypeArguments.FirstOrDefault() == request)).ShouldBe(1, request.Name);
            string file = files.SingleOrDefault(file => Path.GetFileName(file) == useCase + ".cs").ShouldNotBeNull($"{useCase}.cs");
            string text = File.ReadAllText(file);
            text.ShouldContain($"record {request.Name}");
            text.ShouldContain($"class {useCase}Handler");
        }
    }

    [Fact]
    public void Names_WhenRead_HaveNoneOfTheEmptyWords()
    {
        foreach (Type type in new[] { Source.Domain, Source.Application, Source.Infrastructure, Source.Api, Source.Workers }.SelectMany(Source.TypesOf))
        {
            type.Name.ShouldNotMatch("(Manager|Helper|Utils?|Base|Impl)(`[0-9]+)?$", type.FullName);
        }
    }

    [Fact]
    public void Source_WhenRead_HasNoAmbientClockAndNoBlocking()
    {
        foreach (string file in Source.FilesOf("Booking.Domain", "Booking.Application", "Booking.Infrastructure", "Booking.Api", "Booking.Workers", "Booking.ServiceDefaults"))
        {
            string text = File.ReadAllText(file);
            Banned().Match(text).Value.ShouldBeEmpty(file);
        }
    }

    [Fact]
    public void Banned_WhenGivenAnAmbientClock_FindsIt() => Banned().IsMatch("var now = DateTime.UtcNow;").ShouldBeTrue();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b|\.GetAwaiter\(\)\.GetResult\(\)|\basync void\b|\bThread\.Sleep\b|FromSqlRaw|ExecuteSqlRaw|(?<!new )\bRedisChannel\b(?!\.PatternMode)|MapInboundClaims\b(?<!DefaultMapInboundClaims)|SecurityTokenValidators|WithOpenApi\(|ProjectToType|PublishReturnException")]
    private static partial Regex Banned();

    [GeneratedRegex("(Command|Query|Process)$")]
    private static partial Regex Suffix();
}
