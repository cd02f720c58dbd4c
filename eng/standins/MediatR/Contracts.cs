// Stands in for the package MediatR 12.5.0 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace MediatR;

public interface IBaseRequest;

/// <summary>A request without an answer. It is no <see cref="IRequest{TResponse}"/>.</summary>
public interface IRequest : IBaseRequest;

public interface IRequest<out TResponse> : IBaseRequest;

public interface INotification;

public interface IRequestHandler<in TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken);
}

public interface IRequestHandler<in TRequest>
    where TRequest : IRequest
{
    Task Handle(TRequest request, CancellationToken cancellationToken);
}

public interface INotificationHandler<in TNotification>
    where TNotification : INotification
{
    Task Handle(TNotification notification, CancellationToken cancellationToken);
}

/// <summary>The rest of the pipeline. Without a token, or with the default one, the token given to <c>Send</c> is passed on.</summary>
public delegate Task<TResponse> RequestHandlerDelegate<TResponse>(CancellationToken t = default);

/// <summary>Surrounds the handling of a request; for a request without an answer <typeparamref name="TResponse"/> is <see cref="Unit"/>.</summary>
public interface IPipelineBehavior<in TRequest, TResponse>
    where TRequest : notnull
{
    Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken);
}

public interface ISender
{
    Task<TResponse> Send<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default);

    Task Send<TRequest>(TRequest request, CancellationToken cancellationToken = default)
        where TRequest : IRequest;

    /// <exception cref="ArgumentException">The object is no request.</exception>
    Task<object?> Send(object request, CancellationToken cancellationToken = default);
}

public interface IPublisher
{
    /// <exception cref="ArgumentException">The object is no notification.</exception>
    Task Publish(object notification, CancellationToken cancellationToken = default);

    Task Publish<TNotification>(TNotification notification, CancellationToken cancellationToken = default)
        where TNotification : INotification;
}

public interface IMediator : ISender, IPublisher;
