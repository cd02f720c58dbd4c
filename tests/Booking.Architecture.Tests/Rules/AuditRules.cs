namespace Booking.Architecture.Tests.Rules;

using Booking.Application;
using Booking.Application.Abstractions;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

/// <summary>Whatever changes something is audited: by the unit of work that saves it, unless it is listed here with its reason.</summary>
public sealed class AuditRules
{
    /// <summary>The hot paths of the sale: their entries are made of their events.</summary>
    private static readonly string[] ByEvent = ["PlaceHoldCommand", "HoldBestAvailableCommand", "MakeBookingCommand", "ExpireHoldsCommand"];

    /// <summary>A driver's place is replaced every few seconds; that a hold's end was told of changes nothing.</summary>
    private static readonly string[] Never = ["ReportLocationCommand", "WarnHoldsCommand"];

    private static IEnumerable<Type> Changing => Source.TypesOf(Source.Application)
        .Where(type => !type.IsAbstract && type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IRequest<>)) && !typeof(IReadOnly).IsAssignableFrom(type));

    [Fact]
    public void Requests_ThatChangeSomething_AreAuditedByTheUnitOfWorkButForThese()
    {
        Changing.Count().ShouldBeGreaterThan(100);
        Changing.Where(type => typeof(IAuditedByEvent).IsAssignableFrom(type)).Select(type => type.Name).ShouldBe(ByEvent, ignoreOrder: true);
        Changing.Where(type => typeof(INotAudited).IsAssignableFrom(type)).Select(type => type.Name).ShouldBe(Never, ignoreOrder: true);
    }

    [Fact]
    public void Requests_OfEveryKind_RunInsideOfTheBehaviourThatNamesTheActor()
    {
        ServiceCollection services = new();
        services.AddApplication();
        services.Where(service => service.ServiceType == typeof(IPipelineBehavior<,>)).Select(service => service.ImplementationType!.Name)
            .Take(2).ShouldBe(["TelemetryBehavior`2", "AuditBehavior`2"]);
    }
}
