// Stands in for the package Mapster 10.0.14 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace Mapster;

using System.Linq.Expressions;
using System.Reflection;

internal static class MemberNames
{
    private const BindingFlags Public = BindingFlags.Instance | BindingFlags.Public;
    private const BindingFlags All = Public | BindingFlags.NonPublic;

    public static string Capitalized(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary>Public properties with a setter of any visibility (init ones too) and public fields.</summary>
    public static List<MemberInfo> Settable(Type type)
    {
        // A private setter is visible on the declaring type only.
        var properties = type.GetProperties(Public)
            .Where(p => p.GetIndexParameters().Length == 0)
            .Select(p => p.DeclaringType == type ? p : p.DeclaringType!.GetProperty(p.Name, All | BindingFlags.DeclaredOnly)!)
            .Where(p => p.CanWrite);
        return [.. properties, .. type.GetFields(Public).Where(f => !f.IsInitOnly)];
    }

    /// <summary>The member of that name, <c>Get</c>-method included, or the path whose names together make the name; null if there is none.</summary>
    public static Expression? Read(Expression source, string name)
    {
        var members = Readable(source.Type);
        if (members.Find(m => m.Name == name) is { } same)
            return Expression.MakeMemberAccess(source, same);
        if (source.Type.GetMethod("Get" + name, Public, []) is { IsGenericMethod: false } method && method.ReturnType != typeof(void))
            return Expression.Call(source, method);

        foreach (var prefix in members.Where(m => name.StartsWith(m.Name, StringComparison.Ordinal)))
        {
            var access = Expression.MakeMemberAccess(source, prefix);
            if (!ValueExpressions.IsValue(access.Type) && Read(access, name[prefix.Name.Length..]) is { } rest)
                return rest;
        }

        return null;
    }

    private static List<MemberInfo> Readable(Type type)
    {
        Type[] types = type.IsInterface ? [type, .. type.GetInterfaces()] : [type];
        return
        [
            .. types.SelectMany(t => t.GetProperties(Public)).Where(p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0),
            .. type.GetFields(Public),
        ];
    }
}

internal static class NullPropagation
{
    /// <summary>A path of members gives null where one on the way is null. Any other expression is left as it is.</summary>
    public static Expression Apply(Expression value)
    {
        var result = value;
        for (var access = value as MemberExpression; access?.Expression is { } owner and not ParameterExpression; access = owner as MemberExpression)
        {
            if (owner is not MemberExpression)
                return value;
            if (owner.Type.IsValueType)
                continue;

            if (result.Type.IsValueType && Nullable.GetUnderlyingType(result.Type) is null)
                result = Expression.Convert(result, typeof(Nullable<>).MakeGenericType(result.Type));
            result = Expression.Condition(Expression.ReferenceEqual(owner, Expression.Constant(null)), Expression.Default(result.Type), result);
        }

        return result;
    }
}
