// Stands in for the package Mapster 10.0.14 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace Mapster;

using System.Linq.Expressions;
using System.Reflection;

/// <summary>Writes the expression that a <see cref="Mapping{TSource,TDestination}"/> compiles.</summary>
internal sealed class MappingExpressions(MappingCache mappings)
{
    public LambdaExpression Build(Type sourceType, Type destinationType)
    {
        var source = Expression.Parameter(sourceType, "source");
        var body = mappings.Config.RulesOf(sourceType, destinationType) is { } found
            ? Configured(source, destinationType, found.Source, found.Rules)
            : ValueExpressions.Convert(source, destinationType, mappings) ?? ByNames(source, destinationType);
        return Expression.Lambda(typeof(Func<,>).MakeGenericType(sourceType, destinationType), body, source);
    }

    private BlockExpression Configured(ParameterExpression source, Type destinationType, Type ruledType, MappingRules rules)
    {
        var ruled = Expression.Variable(ruledType, "ruled");
        var body = rules.Converter is { } converter ? Expand(converter, ruled) : NullStaysNull(ruled, Members(ruled, destinationType, rules));
        return Expression.Block(destinationType, [ruled], Expression.Assign(ruled, Expression.Convert(source, ruledType)), body);
    }

    private Expression ByNames(ParameterExpression source, Type destinationType) =>
        mappings.Config.RequireExplicitMapping
            ? throw new InvalidOperationException($"{nameof(mappings.Config.RequireExplicitMapping)} is set and the mapping from {source.Type} to {destinationType} is not configured.")
            : NullStaysNull(source, Members(source, destinationType, new MappingRules()));

    private BlockExpression Members(ParameterExpression source, Type destinationType, MappingRules rules)
    {
        var settable = MemberNames.Settable(destinationType);
        var result = Expression.Variable(destinationType, "result");
        var steps = new List<Expression>();
        var inConstructor = new HashSet<string>(StringComparer.Ordinal);

        if (rules.Constructor is { } construct)
        {
            // A positional record is left as it was constructed.
            if (!HasDefaultConstructor(destinationType, settable) && TakesEveryMember(destinationType, settable))
                settable = [];
            steps.Add(Expression.Assign(result, Expand(construct, source)));
        }
        else if (HasDefaultConstructor(destinationType, settable))
        {
            if (destinationType.IsAbstract)
                throw new InvalidOperationException($"{destinationType} is abstract.");
            steps.Add(Expression.Assign(result, Expression.New(destinationType)));
        }
        else
        {
            var constructor = OnlyConstructor(destinationType, settable);
            var arguments = constructor.GetParameters().Select(p => Argument(source, p, rules)).ToArray();
            inConstructor.UnionWith(constructor.GetParameters().Select(p => MemberNames.Capitalized(p.Name!)));
            steps.Add(Expression.Assign(result, Expression.New(constructor, arguments)));
        }

        foreach (var member in settable.Where(m => !inConstructor.Contains(m.Name)))
        {
            var target = Expression.MakeMemberAccess(result, member);
            if (ValueFor(source, member.Name, target.Type, rules) is not { } value)
                continue;

            // Not 'leave it alone': the package sets the default where the condition is false.
            var chosen = ConditionFor(source, member.Name, rules) is { } condition
                ? Expression.Condition(condition, value, Expression.Default(target.Type))
                : value;
            steps.Add(Expression.Assign(target, chosen));
        }

        steps.AddRange(rules.After.Select(action => Expression.Invoke(Expression.Constant(action), source, result)));
        steps.Add(result);
        return Expression.Block(destinationType, [result], steps);
    }

    private static bool HasDefaultConstructor(Type type, List<MemberInfo> settable) =>
        type.IsValueType
            ? settable.Count > 0 || type.GetConstructors().Length == 0
            : type.GetConstructor(BindingFlags.Instance | BindingFlags.Public, []) is not null;

    // Positional: one constructor that takes everything that can be set. The package refuses a mixture, so this does too.
    private static ConstructorInfo OnlyConstructor(Type type, List<MemberInfo> settable)
    {
        var constructors = type.IsAbstract ? [] : type.GetConstructors(BindingFlags.Instance | BindingFlags.Public);
        if (constructors is not [var only])
            throw new InvalidOperationException($"No default constructor for type '{type.Name}', and not exactly one other.");

        return TakesEveryMember(type, settable)
            ? only
            : throw new InvalidOperationException($"No default constructor for type '{type.Name}', and its constructor does not take every member.");
    }

    private static bool TakesEveryMember(Type type, List<MemberInfo> settable) =>
        type.GetConstructors(BindingFlags.Instance | BindingFlags.Public) is [{ } only]
            && settable.All(m => only.GetParameters().Any(p => MemberNames.Capitalized(p.Name!) == m.Name));

    private Expression Argument(ParameterExpression source, ParameterInfo parameter, MappingRules rules)
    {
        var name = MemberNames.Capitalized(parameter.Name!);
        Expression absent = parameter.HasDefaultValue && parameter.DefaultValue is { } value && parameter.ParameterType.IsInstanceOfType(value)
            ? Expression.Constant(value, parameter.ParameterType)
            : Expression.Default(parameter.ParameterType);
        if (rules.Members.TryGetValue(name, out var rule) && rule == MemberRule.Ignored)
            throw new InvalidOperationException($"'{name}' is a constructor parameter and cannot be ignored.");
        if (ValueFor(source, name, parameter.ParameterType, rules) is not { } mapped)
            return absent;

        return ConditionFor(source, name, rules) is { } condition ? Expression.Condition(condition, mapped, absent) : mapped;
    }

    private Expression? ValueFor(ParameterExpression source, string name, Type type, MappingRules rules)
    {
        if (!rules.Members.TryGetValue(name, out var rule))
            return MemberNames.Read(source, name) is { } read ? Nested(NullPropagation.Apply(read), type) : null;

        return rule.Source is null ? null : Nested(NullPropagation.Apply(Expand(rule.Source, source)), type);
    }

    private static Expression? ConditionFor(ParameterExpression source, string name, MappingRules rules) =>
        rules.Members.TryGetValue(name, out var rule) && rule.Condition is { } condition ? Expand(condition, source) : null;

    private Expression Nested(Expression value, Type type) =>
        ValueExpressions.Convert(value, type, mappings) ?? ValueExpressions.Call(value, type, mappings);

    private static Expression NullStaysNull(Expression source, Expression body) =>
        source.Type.IsValueType
            ? body
            : Expression.Condition(Expression.ReferenceEqual(source, Expression.Constant(null)), Expression.Default(body.Type), body);

    private static Expression Expand(LambdaExpression lambda, Expression argument) =>
        new ParameterReplacement(lambda.Parameters[0], argument).Visit(lambda.Body);

    private sealed class ParameterReplacement(ParameterExpression parameter, Expression argument) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? argument : node;
    }
}
