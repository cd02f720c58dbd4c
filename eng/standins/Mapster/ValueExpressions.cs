// Stands in for the package Mapster 10.0.14 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace Mapster;

using System.Linq.Expressions;
using System.Reflection;

/// <summary>Everything that is not mapped member by member: values, enums, strings, collections.</summary>
internal static class ValueExpressions
{
    /// <summary>Null if both types are objects with members.</summary>
    /// <exception cref="InvalidOperationException">There is no conversion between the two.</exception>
    public static Expression? Convert(Expression source, Type destination, MappingCache mappings)
    {
        if (mappings.Config.RulesOf(source.Type, destination) is not null)
            return Call(source, destination, mappings);
        if (source.Type.IsValueType && source.Type == destination && !IsValue(destination))
            return Copy(source, mappings);
        if (source.Type != destination && (IsNullableOfOwn(source.Type) || IsNullableOfOwn(destination) || IsOwnToNullable(source.Type, destination)))
            throw new InvalidOperationException($"Configure '{source.Type}' to '{destination}': the rules of the types without '?' do not count for it.");
        if (Nullable.GetUnderlyingType(source.Type) is not null && Nullable.GetUnderlyingType(destination) != Nullable.GetUnderlyingType(source.Type))
            return FromNullable(source, destination, mappings);
        if (Nullable.GetUnderlyingType(destination) is { } inner && source.Type != destination && source.Type.IsValueType)
            return Expression.Convert(Convert(source, inner, mappings) ?? Call(source, inner, mappings), destination);

        if (IsValue(source.Type) || IsValue(destination))
            return Value(source, destination);
        if (CollectionExpressions.Convert(source, destination, mappings) is { } collection)
            return collection;

        return null;
    }

    /// <summary>Maps by a mapping of its own, which is looked up now and compiled when it is first run.</summary>
    public static Expression Call(Expression source, Type destination, MappingCache mappings)
    {
        var mapping = Expression.Constant(mappings.MappingOf(source.Type, destination));
        return Expression.Call(mapping, mapping.Type.GetMethod(nameof(Mapping<,>.Map))!, source);
    }

    public static bool IsValue(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(object) || type == typeof(Uri)
            || type == typeof(decimal) || type == typeof(Guid) || type == typeof(DateTime) || type == typeof(DateTimeOffset)
            || type == typeof(TimeSpan) || type == typeof(DateOnly) || type == typeof(TimeOnly);
    }

    private static bool IsNullableOfOwn(Type type) => Nullable.GetUnderlyingType(type) is not null && !IsValue(type);

    private static bool IsOwnToNullable(Type source, Type destination) =>
        source.IsValueType && !IsValue(source) && Nullable.GetUnderlyingType(destination) is not null;

    // The package copies a struct by its members and loses what they do not show.
    private static Expression Copy(Expression source, MappingCache mappings)
    {
        var type = Nullable.GetUnderlyingType(source.Type) ?? source.Type;
        return mappings.Config.RequireExplicitMapping || !ShowsEverything(type)
            ? throw new InvalidOperationException($"Configure '{source.Type}' to itself: its members do not make it up, or {nameof(mappings.Config.RequireExplicitMapping)} is set.")
            : source;
    }

    private static bool ShowsEverything(Type type) =>
        MemberNames.Settable(type).Count > 0
            || (type.GetConstructors() is [{ } only] && only.GetParameters().All(p => type.GetProperty(MemberNames.Capitalized(p.Name!)) is not null));

    private static ConditionalExpression FromNullable(Expression source, Type destination, MappingCache mappings)
    {
        var value = Expression.Property(source, nameof(Nullable<>.Value));
        return Expression.Condition(
            Expression.Property(source, nameof(Nullable<>.HasValue)),
            Convert(value, destination, mappings) ?? Call(value, destination, mappings),
            Expression.Default(destination));
    }

    private static Expression Value(Expression source, Type destination)
    {
        if (source.Type == destination)
            return source;
        if (destination == typeof(object))
            return Expression.Convert(source, destination);
        if (destination == typeof(string))
            return Text(source);
        if (source.Type == typeof(string))
            return Parsed(source, Nullable.GetUnderlyingType(destination) ?? destination, destination);

        try
        {
            return Expression.Convert(source, destination);
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidOperationException($"Cannot convert immutable type from '{source.Type}' to '{destination}'; configure it.", exception);
        }
    }

    private static Expression Text(Expression source)
    {
        var text = Expression.Call(source, source.Type.GetMethod(nameof(ToString), BindingFlags.Instance | BindingFlags.Public, [])!);
        return source.Type.IsValueType
            ? text
            : Expression.Condition(Expression.ReferenceEqual(source, Expression.Constant(null)), Expression.Constant(null, typeof(string)), text);
    }

    private static ConditionalExpression Parsed(Expression text, Type type, Type destination)
    {
        var parse = type.IsEnum
            ? typeof(ValueExpressions).GetMethod(nameof(ParseEnum), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type)
            : type.GetMethod("Parse", BindingFlags.Static | BindingFlags.Public, [typeof(string)]);
        if (parse is null)
            throw new InvalidOperationException($"Cannot convert immutable type from '{text.Type}' to '{type}'; configure it.");

        Expression parsed = Expression.Call(parse, text);
        return Expression.Condition(
            Expression.ReferenceEqual(text, Expression.Constant(null)),
            Expression.Default(destination),
            type == destination ? parsed : Expression.Convert(parsed, destination));
    }

    private static TEnum ParseEnum<TEnum>(string name)
        where TEnum : struct, Enum
    {
        if (name.Length == 0)
            return default;

        return Enum.TryParse<TEnum>(name, ignoreCase: true, out var value) ? value : throw new FormatException($"'{name}' is no {typeof(TEnum).Name}.");
    }
}
