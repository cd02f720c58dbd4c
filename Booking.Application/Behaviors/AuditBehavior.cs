namespace Booking.Application.Behaviors;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using MediatR;

/// <summary>Says which use case runs and for whom, before anything acts for somebody else; the steps that it sends are its own.</summary>
internal sealed class AuditBehavior<TRequest, TResponse>(RequestContext context) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IOutcome<TResponse>
{
    private static readonly string UseCase = UseCaseTelemetry.NameOf(typeof(TRequest));

    public async Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        if (context.Running is not null)
        {
            return await next(cancellationToken);
        }

        context.Running = new RunningUseCase(UseCase, context.Actor, request is IAuditedByEvent, request is not INotAudited);
        try
        {
            return await next(cancellationToken);
        }
        finally
        {
            context.Running = null;
        }
    }
}
