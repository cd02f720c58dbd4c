// Stands in for the package Mapster 10.0.14 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace Mapster;

using System.Linq.Expressions;
using System.Reflection;

internal static class CollectionExpressions
{
    private static readonly Type[] Lists = [typeof(List<>), typeof(IList<>), typeof(ICollection<>), typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>)];
    private static readonly Type[] Sets = [typeof(HashSet<>), typeof(ISet<>), typeof(IReadOnlySet<>)];
    private static readonly Type[] Dictionaries = [typeof(Dictionary<,>), typeof(IDictionary<,>), typeof(IReadOnlyDictionary<,>)];

    /// <summary>Null if one of the two is no collection.</summary>
    /// <exception cref="InvalidOperationException">The destination is a collection of a kind that is not created here.</exception>
    public static Expression? Convert(Expression source, Type destination, MappingCache mappings)
    {
        if (ElementOf(source.Type) is not { } from || ElementOf(destination) is not { } to)
            return null;

        var open = destination.IsGenericType ? destination.GetGenericTypeDefinition() : null;
        if (open is not null && Dictionaries.Contains(open) && from.IsGenericType && from.GetGenericTypeDefinition() == typeof(KeyValuePair<,>))
        {
            Type[] types = [.. from.GenericTypeArguments, .. destination.GenericTypeArguments];
            return Expression.Convert(
                Expression.Call(Method(nameof(ToDictionary), types), source, Map(types[0], types[2], mappings), Map(types[1], types[3], mappings)),
                destination);
        }

        var method = destination.IsArray ? nameof(ToArray)
            : open == typeof(IEnumerable<>) ? nameof(ToEnumerable)
            : open is not null && Lists.Contains(open) ? nameof(ToList)
            : open is not null && Sets.Contains(open) ? nameof(ToHashSet)
            : throw new InvalidOperationException($"'{destination}' is no collection that can be created.");
        return Expression.Convert(Expression.Call(Method(method, from, to), source, Map(from, to, mappings)), destination);
    }

    private static Type? ElementOf(Type type)
    {
        if (type.IsArray)
            return type.GetArrayRank() == 1 ? type.GetElementType() : null;

        Type[] types = type.IsInterface ? [type, .. type.GetInterfaces()] : type.GetInterfaces();
        return Array.Find(types, t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GenericTypeArguments[0];
    }

    private static MethodInfo Method(string name, params Type[] types) =>
        typeof(CollectionExpressions).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(types);

    private static LambdaExpression Map(Type from, Type to, MappingCache mappings)
    {
        var element = Expression.Parameter(from, "element");
        return Expression.Lambda(typeof(Func<,>).MakeGenericType(from, to), ValueExpressions.Call(element, to, mappings), element);
    }

    private static TTo[]? ToArray<TFrom, TTo>(IEnumerable<TFrom>? source, Func<TFrom, TTo> map) => source?.Select(map).ToArray();

    private static List<TTo>? ToList<TFrom, TTo>(IEnumerable<TFrom>? source, Func<TFrom, TTo> map) => source?.Select(map).ToList();

    private static HashSet<TTo>? ToHashSet<TFrom, TTo>(IEnumerable<TFrom>? source, Func<TFrom, TTo> map) => source?.Select(map).ToHashSet();

    // Lazy, as in the package.
    private static IEnumerable<TTo>? ToEnumerable<TFrom, TTo>(IEnumerable<TFrom>? source, Func<TFrom, TTo> map) => source?.Select(map);

    private static Dictionary<TToKey, TToValue>? ToDictionary<TFromKey, TFromValue, TToKey, TToValue>(
        IEnumerable<KeyValuePair<TFromKey, TFromValue>>? source, Func<TFromKey, TToKey> mapKey, Func<TFromValue, TToValue> mapValue)
        where TToKey : notnull =>
        source?.ToDictionary(pair => mapKey(pair.Key), pair => mapValue(pair.Value));
}
