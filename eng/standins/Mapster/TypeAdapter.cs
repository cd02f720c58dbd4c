// Stands in for the package Mapster 10.0.14 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace Mapster;

using System.Diagnostics.CodeAnalysis;

/// <summary>Copies objects by the names of their members; see <see cref="TypeAdapterConfig"/> for the exceptions from that.</summary>
public static class TypeAdapter
{
    /// <summary>Maps from the runtime type of <paramref name="source"/>; null stays null.</summary>
    public static TDestination? Adapt<TDestination>(this object? source) =>
        source.Adapt<TDestination>(TypeAdapterConfig.GlobalSettings);

    public static TDestination? Adapt<TDestination>(this object? source, TypeAdapterConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return source is null ? default : (TDestination?)config.MappingOf(source.GetType(), typeof(TDestination)).MapBoxed(source);
    }

    /// <summary>
    /// Maps from the static type <typeparamref name="TSource"/>. Null stays null, whatever the signature says, unless a <c>MapWith</c>
    /// makes something of it.
    /// </summary>
    public static TDestination Adapt<TSource, TDestination>(this TSource source) =>
        source.Adapt<TSource, TDestination>(TypeAdapterConfig.GlobalSettings);

    public static TDestination Adapt<TSource, TDestination>(this TSource source, TypeAdapterConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.MappingOf<TSource, TDestination>().Map(source);
    }

    [DoesNotReturn]
    public static ITypeAdapterBuilder<TSource> BuildAdapter<TSource>(this TSource source) =>
        throw new NotSupportedException($"{nameof(TypeAdapter)}.{nameof(BuildAdapter)}");

    [DoesNotReturn]
    public static IQueryable<TDestination> ProjectToType<TDestination>(this IQueryable source, TypeAdapterConfig? config = null) =>
        throw new NotSupportedException($"{nameof(TypeAdapter)}.{nameof(ProjectToType)}");
}

public interface ITypeAdapterBuilder<TSource>;

public interface IRegister
{
    void Register(TypeAdapterConfig config);
}
