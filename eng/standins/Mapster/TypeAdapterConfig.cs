// Stands in for the package Mapster 10.0.14 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace Mapster;

using System.Reflection;

/// <summary>The rules of the mappings. After the first use of a mapping its rules can be replaced, not added to.</summary>
public class TypeAdapterConfig
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(Type Source, Type Destination), MappingRules> _rules = [];
    private volatile MappingCache _cache;
    private bool _requireExplicitMapping;

    public TypeAdapterConfig() => _cache = new MappingCache(this);

    public static TypeAdapterConfig GlobalSettings { get; } = new();

    /// <summary>Objects of two types are mapped only where <c>NewConfig</c> or <c>ForType</c> names the two.</summary>
    public bool RequireExplicitMapping
    {
        get => _requireExplicitMapping;
        set
        {
            _requireExplicitMapping = value;
            ForgetMappings();
        }
    }

    /// <summary>Replaces the rules of the two types; counts at once.</summary>
    public TypeAdapterSetter<TSource, TDestination> NewConfig<TSource, TDestination>()
    {
        lock (_gate)
            _rules[(typeof(TSource), typeof(TDestination))] = new MappingRules();
        ForgetMappings();
        return ForType<TSource, TDestination>();
    }

    /// <summary>Adds to the rules of the two types.</summary>
    /// <exception cref="InvalidOperationException">The mapping was used before.</exception>
    public TypeAdapterSetter<TSource, TDestination> ForType<TSource, TDestination>()
    {
        ThrowIfUsed(typeof(TSource), typeof(TDestination));
        MappingRules? rules;
        lock (_gate)
        {
            if (!_rules.TryGetValue((typeof(TSource), typeof(TDestination)), out rules))
                _rules.Add((typeof(TSource), typeof(TDestination)), rules = new MappingRules());
        }

        ForgetMappings();
        return new TypeAdapterSetter<TSource, TDestination>(this, rules);
    }

    public void Apply(params IRegister[] registers)
    {
        foreach (var register in registers)
            register.Register(this);
    }

    public void Apply(IEnumerable<IRegister> registers) => Apply([.. registers]);

    /// <summary>Creates and applies every <see cref="IRegister"/> of the assemblies.</summary>
    public IList<IRegister> Scan(params Assembly[] assemblies)
    {
        IRegister[] registers =
        [
            .. assemblies.SelectMany(a => a.GetTypes())
                .Where(t => t is { IsAbstract: false, IsInterface: false, ContainsGenericParameters: false } && typeof(IRegister).IsAssignableFrom(t))
                .Select(t => (IRegister)Activator.CreateInstance(t, nonPublic: true)!),
        ];
        Apply(registers);
        return [.. registers];
    }

    /// <summary>Builds every configured mapping and those that it leads to.</summary>
    /// <exception cref="CompileException">One of them cannot be built; the first one found with <paramref name="failFast"/>.</exception>
    /// <exception cref="AggregateException">Some cannot be built, without <paramref name="failFast"/>.</exception>
    public void Compile(bool failFast = true)
    {
        (Type Source, Type Destination)[] pairs;
        lock (_gate)
            pairs = [.. _rules.Keys];

        var failures = new List<CompileException>();
        foreach (var (source, destination) in pairs)
            MappingOf(source, destination);
        _cache.BuildAll(failure =>
        {
            if (failFast)
                throw failure;
            failures.Add(failure);
        });
        if (failures.Count > 0)
            throw new AggregateException(failures);
    }

    /// <exception cref="CompileException">The mapping cannot be built.</exception>
    public void Compile(Type sourceType, Type destinationType) => MappingOf(sourceType, destinationType).Build();

    internal Mapping<TSource, TDestination> MappingOf<TSource, TDestination>() =>
        (Mapping<TSource, TDestination>)_cache.MappingOf(typeof(TSource), typeof(TDestination));

    internal Mapping MappingOf(Type source, Type destination) => _cache.MappingOf(source, destination);

    /// <summary>The rules of the pair, or those of the nearest base class of the source.</summary>
    internal (Type Source, MappingRules Rules)? RulesOf(Type source, Type destination)
    {
        lock (_gate)
        {
            for (var type = source; type is not null; type = type.BaseType)
            {
                if (_rules.TryGetValue((type, destination), out var rules))
                    return (type, rules);
            }
        }

        return null;
    }

    internal void Change(Type source, Type destination, Action change)
    {
        ThrowIfUsed(source, destination);
        lock (_gate)
            change();
        ForgetMappings();
    }

    private void ThrowIfUsed(Type source, Type destination)
    {
        if (_cache.IsBuilt(source, destination))
            throw new InvalidOperationException($"The mapping from {source} to {destination} was used already; use {nameof(NewConfig)} or another {nameof(TypeAdapterConfig)}.");
    }

    private void ForgetMappings() => _cache = new MappingCache(this);
}
