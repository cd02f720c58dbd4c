// Stands in for the package MediatR 12.5.0 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace MediatR;

using System.Collections.Concurrent;

/// <summary>Sends with the services of the provider it was created with: in a scope, take it from that scope.</summary>
public sealed class Mediator(IServiceProvider serviceProvider) : IMediator
{
    // One dispatcher per runtime type for the life of the process, so that only the first call of a type reflects.
    private static readonly ConcurrentDictionary<Type, RequestDispatcher> RequestDispatchers = new();
    private static readonly ConcurrentDictionary<Type, NotificationDispatcher> NotificationDispatchers = new();

    public Task<TResponse> Send<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return DispatcherOf(request.GetType()) is RequestDispatcher<TResponse> dispatcher
            ? dispatcher.Dispatch(request, serviceProvider, cancellationToken)
            : throw new ArgumentException($"{request.GetType().Name} answers more than one type; a request answers one.", nameof(request));
    }

    public Task Send<TRequest>(TRequest request, CancellationToken cancellationToken = default)
        where TRequest : IRequest
    {
        ArgumentNullException.ThrowIfNull(request);
        return DispatcherOf(request.GetType()).DispatchUntyped(request, serviceProvider, cancellationToken);
    }

    public Task<object?> Send(object request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return DispatcherOf(request.GetType()).DispatchBoxed(request, serviceProvider, cancellationToken);
    }

    public Task Publish(object notification, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(notification);
        return notification is INotification typed
            ? DispatchNotification(typed, cancellationToken)
            : throw new ArgumentException($"{notification.GetType().Name} does not implement {nameof(INotification)}.", nameof(notification));
    }

    public Task Publish<TNotification>(TNotification notification, CancellationToken cancellationToken = default)
        where TNotification : INotification
    {
        ArgumentNullException.ThrowIfNull(notification);
        return DispatchNotification(notification, cancellationToken);
    }

    private Task DispatchNotification(INotification notification, CancellationToken cancellationToken) =>
        NotificationDispatchers
            .GetOrAdd(notification.GetType(), static type => Create<NotificationDispatcher>(typeof(NotificationDispatcher<>), type))
            .Dispatch(notification, serviceProvider, cancellationToken);

    private static RequestDispatcher DispatcherOf(Type requestType) =>
        RequestDispatchers.GetOrAdd(requestType, static type =>
        {
            var answering = type.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>));
            if (answering is not null)
                return Create<RequestDispatcher>(typeof(RequestDispatcher<,>), type, answering.GenericTypeArguments[0]);

            return typeof(IRequest).IsAssignableFrom(type)
                ? Create<RequestDispatcher>(typeof(VoidRequestDispatcher<>), type)
                : throw new ArgumentException($"{type.Name} does not implement {nameof(IRequest)}.", nameof(requestType));
        });

    private static T Create<T>(Type openType, params Type[] arguments) =>
        (T)Activator.CreateInstance(openType.MakeGenericType(arguments))!;
}
