// Stands in for the package MediatR 12.5.0 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace MediatR;

using Microsoft.Extensions.DependencyInjection;

internal abstract class RequestDispatcher
{
    public abstract Task DispatchUntyped(object request, IServiceProvider services, CancellationToken cancellationToken);

    public abstract Task<object?> DispatchBoxed(object request, IServiceProvider services, CancellationToken cancellationToken);
}

internal abstract class RequestDispatcher<TResponse> : RequestDispatcher
{
    public abstract Task<TResponse> Dispatch(object request, IServiceProvider services, CancellationToken cancellationToken);

    public sealed override Task DispatchUntyped(object request, IServiceProvider services, CancellationToken cancellationToken) =>
        Dispatch(request, services, cancellationToken);

    public sealed override async Task<object?> DispatchBoxed(object request, IServiceProvider services, CancellationToken cancellationToken) =>
        await Dispatch(request, services, cancellationToken).ConfigureAwait(false);

    protected static Task<TResponse> RunPipeline<TRequest>(
        TRequest request, RequestHandlerDelegate<TResponse> innermost, IServiceProvider services, CancellationToken cancellationToken)
        where TRequest : notnull
    {
        var behaviors = services.GetServices<IPipelineBehavior<TRequest, TResponse>>() as IPipelineBehavior<TRequest, TResponse>[]
            ?? [.. services.GetServices<IPipelineBehavior<TRequest, TResponse>>()];
        var next = innermost;

        // From the last registered inwards out: the first registered one ends up outermost.
        for (var i = behaviors.Length - 1; i >= 0; i--)
            next = Surround(behaviors[i], request, next, cancellationToken);

        return next(cancellationToken);
    }

    private static RequestHandlerDelegate<TResponse> Surround<TRequest>(
        IPipelineBehavior<TRequest, TResponse> behavior, TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken sent)
        where TRequest : notnull =>
        token => behavior.Handle(request, next, token == default ? sent : token);
}

internal sealed class RequestDispatcher<TRequest, TResponse> : RequestDispatcher<TResponse>
    where TRequest : IRequest<TResponse>
{
    public override Task<TResponse> Dispatch(object request, IServiceProvider services, CancellationToken cancellationToken)
    {
        var typed = (TRequest)request;

        // The handler is asked for only when the behaviors have let the request through.
        return RunPipeline(
            typed,
            token => services.GetRequiredService<IRequestHandler<TRequest, TResponse>>().Handle(typed, token == default ? cancellationToken : token),
            services,
            cancellationToken);
    }
}

internal sealed class VoidRequestDispatcher<TRequest> : RequestDispatcher<Unit>
    where TRequest : IRequest
{
    public override Task<Unit> Dispatch(object request, IServiceProvider services, CancellationToken cancellationToken)
    {
        var typed = (TRequest)request;
        return RunPipeline(
            typed,
            async token =>
            {
                var handler = services.GetRequiredService<IRequestHandler<TRequest>>();
                await handler.Handle(typed, token == default ? cancellationToken : token).ConfigureAwait(false);
                return Unit.Value;
            },
            services,
            cancellationToken);
    }
}

internal abstract class NotificationDispatcher
{
    public abstract Task Dispatch(INotification notification, IServiceProvider services, CancellationToken cancellationToken);
}

internal sealed class NotificationDispatcher<TNotification> : NotificationDispatcher
    where TNotification : INotification
{
    public override async Task Dispatch(INotification notification, IServiceProvider services, CancellationToken cancellationToken)
    {
        foreach (var handler in services.GetServices<INotificationHandler<TNotification>>())
            await handler.Handle((TNotification)notification, cancellationToken).ConfigureAwait(false);
    }
}
