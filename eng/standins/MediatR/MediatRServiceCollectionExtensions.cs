// Stands in for the package MediatR 12.5.0 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace Microsoft.Extensions.DependencyInjection;

using System.Reflection;

using MediatR;

using Microsoft.Extensions.DependencyInjection.Extensions;

public static class MediatRServiceCollectionExtensions
{
    /// <exception cref="ArgumentException">No assembly was named.</exception>
    public static IServiceCollection AddMediatR(this IServiceCollection services, Action<MediatRServiceConfiguration> configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var built = new MediatRServiceConfiguration();
        configuration(built);
        return services.AddMediatR(built);
    }

    /// <exception cref="ArgumentException">No assembly was named.</exception>
    public static IServiceCollection AddMediatR(this IServiceCollection services, MediatRServiceConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration.AssembliesToRegister.Count == 0)
            throw new ArgumentException("Name at least one assembly to look for handlers in.", nameof(configuration));

        TypeInfo[] types =
        [
            .. configuration.AssembliesToRegister.Distinct().SelectMany(a => a.DefinedTypes)
                .Where(t => t is { IsAbstract: false, IsInterface: false } && configuration.TypeEvaluator(t)),
        ];
        AddRequestHandlers(services, types, typeof(IRequestHandler<,>));
        AddRequestHandlers(services, types, typeof(IRequestHandler<>));
        AddNotificationHandlers(services, types);

        services.TryAdd(new ServiceDescriptor(typeof(IMediator), typeof(Mediator), configuration.Lifetime));
        services.TryAdd(new ServiceDescriptor(typeof(ISender), sp => sp.GetRequiredService<IMediator>(), configuration.Lifetime));
        services.TryAdd(new ServiceDescriptor(typeof(IPublisher), sp => sp.GetRequiredService<IMediator>(), configuration.Lifetime));
        foreach (var behavior in configuration.BehaviorsToRegister)
            services.TryAddEnumerable(behavior);

        return services;
    }

    private static void AddRequestHandlers(IServiceCollection services, TypeInfo[] types, Type openInterface)
    {
        foreach (var type in types.Where(t => !t.ContainsGenericParameters))
        {
            foreach (var service in Closing(type, openInterface))
                services.TryAddTransient(service, type);
        }
    }

    private static void AddNotificationHandlers(IServiceCollection services, TypeInfo[] types)
    {
        var handlers = types.Where(t => !t.ContainsGenericParameters && Closing(t, typeof(INotificationHandler<>)).Any()).ToList();
        foreach (var service in handlers.SelectMany(t => Closing(t, typeof(INotificationHandler<>))).Distinct())
        {
            // The interface is contravariant: the handler of a base type counts where the derived type has a handler of its own.
            foreach (var handler in handlers.Where(service.IsAssignableFrom))
                services.AddTransient(service, handler);
        }

        foreach (var open in types.Where(t => t.IsGenericTypeDefinition && t.GenericTypeParameters.Length == 1 && Closing(t, typeof(INotificationHandler<>)).Any()))
            services.AddTransient(typeof(INotificationHandler<>), open);
    }

    private static IEnumerable<Type> Closing(Type type, Type openInterface) =>
        type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == openInterface);
}
