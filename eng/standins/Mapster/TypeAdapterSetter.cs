// Stands in for the package Mapster 10.0.14 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace Mapster;

using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;

public class TypeAdapterSetter<TSource, TDestination>
{
    private readonly TypeAdapterConfig _config;
    private readonly MappingRules _rules;

    internal TypeAdapterSetter(TypeAdapterConfig config, MappingRules rules) => (_config, _rules) = (config, rules);

    /// <summary>Null on the way along properties gives the default; a method called on null throws.</summary>
    public TypeAdapterSetter<TSource, TDestination> Map<TDestinationMember, TSourceMember>(
        Expression<Func<TDestination, TDestinationMember>> member,
        Expression<Func<TSource, TSourceMember>> source,
        Expression<Func<TSource, bool>>? shouldMap = null)
    {
        ArgumentNullException.ThrowIfNull(member);
        return Change(() => _rules.Members = _rules.Members.SetItem(NameOf(member), new MemberRule(source, shouldMap)));
    }

    public TypeAdapterSetter<TSource, TDestination> Ignore(params Expression<Func<TDestination, object?>>[] members) =>
        Change(() => _rules.Members = members.Aggregate(_rules.Members, (rules, member) => rules.SetItem(NameOf(member), MemberRule.Ignored)));

    /// <summary>The expression takes the place of the whole mapping. As the source of a member it is given null as well.</summary>
    public TypeAdapterSetter<TSource, TDestination> MapWith(Expression<Func<TSource, TDestination>> converterFactory, bool applySettings = false) =>
        applySettings
            ? throw new NotSupportedException($"{nameof(MapWith)}(applySettings: true)")
            : Change(() => _rules.Converter = converterFactory);

    /// <summary>Creates the destination; its members are mapped afterwards.</summary>
    public TypeAdapterSetter<TSource, TDestination> ConstructUsing(Expression<Func<TSource, TDestination>> constructUsing) =>
        Change(() => _rules.Constructor = constructUsing);

    public TypeAdapterSetter<TSource, TDestination> AfterMapping(Action<TSource, TDestination> action) =>
        Change(() => _rules.After = _rules.After.Add(action));

    [DoesNotReturn]
    public TypeAdapterSetter<TSource, TDestination> TwoWays() =>
        throw new NotSupportedException($"{nameof(TypeAdapterSetter<,>)}.{nameof(TwoWays)}");

    private TypeAdapterSetter<TSource, TDestination> Change(Action change)
    {
        _config.Change(typeof(TSource), typeof(TDestination), change);
        return this;
    }

    private static string NameOf(LambdaExpression member)
    {
        var body = member.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : member.Body;
        return body is MemberExpression { Expression: ParameterExpression } access
            ? access.Member.Name
            : throw new NotSupportedException($"'{member}' names no member of {typeof(TDestination).Name} itself.");
    }
}
