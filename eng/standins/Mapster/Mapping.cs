// Stands in for the package Mapster 10.0.14 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace Mapster;

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq.Expressions;

internal sealed record MemberRule(LambdaExpression? Source, LambdaExpression? Condition)
{
    public static readonly MemberRule Ignored = new(null, null);
}

internal sealed class MappingRules
{
    public ImmutableDictionary<string, MemberRule> Members { get; set; } = ImmutableDictionary<string, MemberRule>.Empty;

    public LambdaExpression? Converter { get; set; }

    public LambdaExpression? Constructor { get; set; }

    public ImmutableList<Delegate> After { get; set; } = [];
}

/// <summary>One pair of types. Compiled at its first use, so that types may lead back to themselves.</summary>
internal abstract class Mapping
{
    public abstract bool IsBuilt { get; }

    public abstract void Build();

    public abstract object? MapBoxed(object source);
}

internal sealed class Mapping<TSource, TDestination>(MappingExpressions expressions) : Mapping
{
    private Func<TSource, TDestination>? _compiled;

    public override bool IsBuilt => _compiled is not null;

    public TDestination Map(TSource source) => Compiled()(source);

    public override object? MapBoxed(object source) => Compiled()((TSource)source);

    public override void Build() => Compiled();

    private Func<TSource, TDestination> Compiled()
    {
        if (_compiled is { } compiled)
            return compiled;

        try
        {
            return _compiled = (Func<TSource, TDestination>)expressions.Build(typeof(TSource), typeof(TDestination)).Compile();
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            throw new CompileException(typeof(TSource), typeof(TDestination), exception);
        }
    }
}

internal sealed class MappingCache(TypeAdapterConfig config)
{
    private readonly ConcurrentDictionary<(Type Source, Type Destination), Mapping> _mappings = new();

    public TypeAdapterConfig Config => config;

    public Mapping MappingOf(Type source, Type destination) =>
        _mappings.GetOrAdd(
            (source, destination),
            static (pair, cache) => (Mapping)Activator.CreateInstance(
                typeof(Mapping<,>).MakeGenericType(pair.Source, pair.Destination), new MappingExpressions(cache))!,
            this);

    public bool IsBuilt(Type source, Type destination) => _mappings.TryGetValue((source, destination), out var mapping) && mapping.IsBuilt;

    public void BuildAll(Action<CompileException> onFailure)
    {
        // Building one may add others: until a round finds no new ones.
        var built = new HashSet<Mapping>();
        while (_mappings.Values.Where(built.Add).ToList() is { Count: > 0 } added)
        {
            foreach (var mapping in added)
            {
                try
                {
                    mapping.Build();
                }
                catch (CompileException failure)
                {
                    onFailure(failure);
                }
            }
        }
    }
}
