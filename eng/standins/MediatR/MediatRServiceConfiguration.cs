// Stands in for the package MediatR 12.5.0 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace Microsoft.Extensions.DependencyInjection;

using System.Reflection;

using MediatR;

/// <summary>What <c>AddMediatR</c> registers.</summary>
public class MediatRServiceConfiguration
{
    /// <summary>Which of the scanned types count; all of them unless set.</summary>
    public Func<Type, bool> TypeEvaluator { get; set; } = static _ => true;

    /// <summary>The lifetime of the mediator itself; handlers are transient whatever it is.</summary>
    public ServiceLifetime Lifetime { get; set; } = ServiceLifetime.Transient;

    public List<ServiceDescriptor> BehaviorsToRegister { get; } = [];

    internal List<Assembly> AssembliesToRegister { get; } = [];

    public MediatRServiceConfiguration RegisterServicesFromAssemblyContaining<T>() =>
        RegisterServicesFromAssemblyContaining(typeof(T));

    public MediatRServiceConfiguration RegisterServicesFromAssemblyContaining(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return RegisterServicesFromAssembly(type.Assembly);
    }

    public MediatRServiceConfiguration RegisterServicesFromAssembly(Assembly assembly)
    {
        AssembliesToRegister.Add(assembly);
        return this;
    }

    public MediatRServiceConfiguration RegisterServicesFromAssemblies(params Assembly[] assemblies)
    {
        AssembliesToRegister.AddRange(assemblies);
        return this;
    }

    public MediatRServiceConfiguration AddBehavior<TServiceType, TImplementationType>(ServiceLifetime serviceLifetime = ServiceLifetime.Transient) =>
        AddBehavior(typeof(TServiceType), typeof(TImplementationType), serviceLifetime);

    public MediatRServiceConfiguration AddBehavior<TImplementationType>(ServiceLifetime serviceLifetime = ServiceLifetime.Transient) =>
        AddBehavior(typeof(TImplementationType), serviceLifetime);

    /// <exception cref="InvalidOperationException">The type closes no <see cref="IPipelineBehavior{TRequest,TResponse}"/>.</exception>
    public MediatRServiceConfiguration AddBehavior(Type implementationType, ServiceLifetime serviceLifetime = ServiceLifetime.Transient)
    {
        ArgumentNullException.ThrowIfNull(implementationType);
        foreach (var service in BehaviorsOf(implementationType))
            BehaviorsToRegister.Add(new ServiceDescriptor(service, implementationType, serviceLifetime));

        return this;
    }

    public MediatRServiceConfiguration AddBehavior(Type serviceType, Type implementationType, ServiceLifetime serviceLifetime = ServiceLifetime.Transient)
    {
        BehaviorsToRegister.Add(new ServiceDescriptor(serviceType, implementationType, serviceLifetime));
        return this;
    }

    /// <exception cref="InvalidOperationException">The type is not generic or implements no <see cref="IPipelineBehavior{TRequest,TResponse}"/>.</exception>
    public MediatRServiceConfiguration AddOpenBehavior(Type openBehaviorType, ServiceLifetime serviceLifetime = ServiceLifetime.Transient)
    {
        ArgumentNullException.ThrowIfNull(openBehaviorType);
        if (!openBehaviorType.IsGenericType)
            throw new InvalidOperationException($"{openBehaviorType.Name} must be generic to be registered as an open behavior.");

        foreach (var service in BehaviorsOf(openBehaviorType).Select(i => i.GetGenericTypeDefinition()).Distinct())
            BehaviorsToRegister.Add(new ServiceDescriptor(service, openBehaviorType, serviceLifetime));

        return this;
    }

    private static Type[] BehaviorsOf(Type implementationType)
    {
        Type[] services = [.. implementationType.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IPipelineBehavior<,>))];
        return services.Length > 0
            ? services
            : throw new InvalidOperationException($"{implementationType.Name} must implement {typeof(IPipelineBehavior<,>).FullName}.");
    }
}
