namespace Booking.Architecture.Tests.Packages;

using System.Globalization;

using Mapster;

/// <summary>What the product relies on; holds for the package and for its stand-in.</summary>
public sealed class MapsterTests
{
    private readonly TypeAdapterConfig _config = new();

    private enum Color
    {
        Red,
        Green,
    }

    [Fact]
    public void Adapt_WhenTargetIsPositionalRecord_FillsConstructorParametersByName()
    {
        var view = new Order { Id = 7, Note = "n", Color = Color.Green }.Adapt<Order, OrderView>(_config);

        view.ShouldBe(new OrderView(7, "n", "Green", Extra: 5));
    }

    [Fact]
    public void Adapt_WhenTargetHasInitRequiredAndPrivateSetters_SetsThem()
    {
        var target = new Order { Id = 7, Note = "n", Color = Color.Green }.Adapt<Order, Settable>(_config);

        target.Id.ShouldBe(7);
        target.Note.ShouldBe("n");
        target.Color.ShouldBe(Color.Green);
        target.Unmatched.ShouldBe("initial");
    }

    [Fact]
    public void Adapt_WhenObjectsAreNested_CopiesThem()
    {
        var order = new Order { Customer = new Customer { Name = "Ada", City = new City { Name = "Ulm" } } };

        var copy = order.Adapt<Order, Order>(_config);

        copy.ShouldNotBeSameAs(order);
        copy.Customer.ShouldNotBeSameAs(order.Customer);
        copy.Customer!.City!.Name.ShouldBe("Ulm");
    }

    [Fact]
    public void Adapt_WhenMembersAreCollections_MapsTheElements()
    {
        var source = new Lists { Array = [new City { Name = "a" }], List = [new City { Name = "b" }], Numbers = [1, 2], ByName = new() { ["x"] = 1 } };

        var target = source.Adapt<Lists, ListsView>(_config);

        target.Array.ShouldBe([new CityView("a")]);
        target.List.ShouldBe([new CityView("b")]);
        target.Numbers.ShouldBe(["1", "2"]);
        target.ByName["x"].ShouldBe(1L);
    }

    [Fact]
    public void Adapt_WhenCollectionIsNull_LeavesNull() =>
        new Lists().Adapt<Lists, ListsView>(_config).List.ShouldBeNull();

    [Fact]
    public void Adapt_WhenSourceItselfIsACollection_MapsTheElements()
    {
        List<City> cities = [new() { Name = "a" }, new() { Name = "b" }];

        cities.Adapt<List<City>, IReadOnlyList<CityView>>(_config).ShouldBe([new CityView("a"), new CityView("b")]);
        cities.Adapt<CityView[]>(_config).ShouldBe([new CityView("a"), new CityView("b")]);
    }

    [Fact]
    public void Adapt_WhenNamesFlatten_FollowsThePath()
    {
        var order = new Order { Customer = new Customer { Name = "Ada", Age = 36, City = new City { Name = "Ulm" } } };

        order.Adapt<Order, Flat>(_config).ShouldBe(new Flat("Ada", 36, "Ulm"));
    }

    [Fact]
    public void Adapt_WhenThereIsNullOnThePath_GivesDefaults()
    {
        new Order().Adapt<Order, Flat>(_config).ShouldBe(new Flat(null, 0, null));
        new Order { Customer = new Customer { Name = "Ada" } }.Adapt<Order, Flat>(_config).ShouldBe(new Flat("Ada", 0, null));
        new Order().Adapt<Order, FlatNullable>(_config).CustomerAge.ShouldBeNull();
    }

    [Fact]
    public void Adapt_WhenSourceIsNull_GivesNull()
    {
        ((object?)null).Adapt<OrderView>(_config).ShouldBeNull();
        ((Order)null!).Adapt<Order, OrderView>(_config).ShouldBeNull();
    }

    [Fact]
    public void Adapt_WhenOnlyTheTargetIsNamed_UsesTheRuntimeType()
    {
        object order = new Order { Id = 7 };

        order.Adapt<OrderView>(_config)!.Id.ShouldBe(7);
    }

    [Fact]
    public void Adapt_WhenTypesOfValuesDiffer_Converts()
    {
        var id = Guid.NewGuid();

        var target = new Values { Text = "12", Id = id, Maybe = null, Small = 3, ColorName = "green" }.Adapt<Values, ValuesView>(_config);

        target.ShouldBe(new ValuesView(Text: 12, Id: id.ToString(), Maybe: 0, Small: 3L, ColorName: Color.Green));
    }

    [Fact]
    public void Adapt_WhenEnumNameIsUnknown_Throws() =>
        Should.Throw<Exception>(() => new Values { Text = "1", ColorName = "mauve" }.Adapt<Values, ValuesView>(_config));

    [Fact]
    public void Map_WhenPathHasNull_GivesDefault()
    {
        _config.NewConfig<Order, CityView>().Map(d => d.Name, s => s.Customer!.City!.Name);

        new Order().Adapt<Order, CityView>(_config).Name.ShouldBeNull();
        new Order { Customer = new Customer { City = new City { Name = "Ulm" } } }.Adapt<Order, CityView>(_config).Name.ShouldBe("Ulm");
    }

    [Fact]
    public void Map_WhenExpressionIsComputed_UsesIt()
    {
        _config.NewConfig<Order, OrderView>().Map(d => d.Note, s => "no. " + s.Id.ToString(CultureInfo.InvariantCulture));

        new Order { Id = 3 }.Adapt<Order, OrderView>(_config).ShouldBe(new OrderView(3, "no. 3", "Red", 5));
    }

    [Fact]
    public void Ignore_WhenMemberIsSettable_KeepsTheInitialValue()
    {
        _config.NewConfig<Settable, Settable>().Ignore(d => d.Unmatched);

        new Settable { Note = "n", Unmatched = "source" }.Adapt<Settable, Settable>(_config).Unmatched.ShouldBe("initial");
    }

    [Fact]
    public void Map_WhenConditionIsFalse_GivesTheDefault()
    {
        _config.NewConfig<Order, Settable>().Map(d => d.Note, s => s.Note, s => s.Id > 1);

        new Order { Id = 1, Note = "n" }.Adapt<Order, Settable>(_config).Note.ShouldBeNull();
        new Order { Id = 2, Note = "n" }.Adapt<Order, Settable>(_config).Note.ShouldBe("n");
    }

    [Fact]
    public void MapWith_WhenMemberHasAnOwnType_ConvertsItEverywhere()
    {
        _config.NewConfig<OrderId, Guid>().MapWith(id => id.Value);
        _config.NewConfig<OrderId?, Guid?>().MapWith(id => id == null ? null : id.Value.Value);
        var id = Guid.NewGuid();

        new Keyed(new OrderId(id), new OrderId(id), [new OrderId(id)]).Adapt<Keyed, KeyedView>(_config)
            .ShouldSatisfyAllConditions(v => v.Id.ShouldBe(id), v => v.Parent.ShouldBe(id), v => v.All.ShouldBe([id]));
        new Keyed(new OrderId(id), null, []).Adapt<Keyed, KeyedView>(_config).Parent.ShouldBeNull();
    }

    [Fact]
    public void Adapt_WhenOwnTypeHasNoConversion_Throws() =>
        Should.Throw<Exception>(() => new Keyed(new OrderId(Guid.NewGuid()), null, []).Adapt<Keyed, KeyedView>(_config));

    [Fact]
    public void ConstructUsing_WhenConfigured_CreatesAndThenMaps()
    {
        _config.NewConfig<City, Built>().ConstructUsing(s => new Built("by " + s.Name)).AfterMapping((_, d) => d.After = true);

        var built = new City { Name = "Ulm" }.Adapt<City, Built>(_config);

        built.By.ShouldBe("by Ulm");
        built.Name.ShouldBe("Ulm");
        built.After.ShouldBeTrue();
    }

    [Fact]
    public void Adapt_WhenTypeLeadsBackToItself_MapsTheTree()
    {
        var tree = new Tree { Name = "a", Children = [new Tree { Name = "b", Children = [new Tree { Name = "c" }] }] };

        tree.Adapt<Tree, TreeView>(_config).Children![0].Children![0].Name.ShouldBe("c");
    }

    [Fact]
    public void NewConfig_WhenThePairWasUsed_Counts()
    {
        var city = new City { Name = "Ulm" };
        city.Adapt<City, CityView>(_config).Name.ShouldBe("Ulm");

        _config.NewConfig<City, CityView>().Map(d => d.Name, _ => "changed");

        city.Adapt<City, CityView>(_config).Name.ShouldBe("changed");
    }

    [Fact]
    public void NewConfig_WhenCalledAgain_Replaces_AndForTypeAdds()
    {
        _config.NewConfig<Order, OrderView>().Map(d => d.Note, _ => "first");
        _config.ForType<Order, OrderView>().Map(d => d.Color, _ => "added");
        new Order().Adapt<Order, OrderView>(_config).ShouldBe(new OrderView(0, "first", "added", 5));
        Should.Throw<InvalidOperationException>(() => _config.ForType<Order, OrderView>().Map(d => d.Note, _ => "too late"));

        _config.NewConfig<Order, OrderView>();
        new Order { Note = "n" }.Adapt<Order, OrderView>(_config).ShouldBe(new OrderView(0, "n", "Red", 5));
    }

    [Fact]
    public void Config_WhenMadeForTheBaseSource_CountsForTheDerivedOne()
    {
        _config.NewConfig<Order, CityView>().Map(d => d.Name, s => s.Note);

        new RushOrder { Note = "n" }.Adapt<RushOrder, CityView>(_config).Name.ShouldBe("n");
    }

    [Fact]
    public void RequireExplicitMapping_WhenPairIsNotConfigured_Throws()
    {
        _config.RequireExplicitMapping = true;
        Should.Throw<Exception>(() => new City().Adapt<City, CityView>(_config));

        _config.NewConfig<City, CityView>();
        new City { Name = "Ulm" }.Adapt<City, CityView>(_config).Name.ShouldBe("Ulm");
    }

    [Fact]
    public void Compile_WhenANestedPairIsNotConfigured_Throws()
    {
        _config.RequireExplicitMapping = true;
        _config.NewConfig<City, CityView>();
        _config.Compile();

        _config.NewConfig<Order, OrderCopy>();
        Should.Throw<Exception>(() => _config.Compile());
    }

    [Fact]
    public void Adapt_WhenAGetterThrows_SurfacesItsException() =>
        Should.Throw<FormatException>(() => new Throwing().Adapt<Throwing, CityView>(_config));

    [Fact]
    public void Scan_WhenAssemblyHoldsRegisters_AppliesThem()
    {
        _config.Scan(typeof(MapsterTests).Assembly).ShouldContain(r => r is Register);

        new Registered("a").Adapt<Registered, CityView>(_config).Name.ShouldBe("registered a");
    }

    private sealed class Register : IRegister
    {
        void IRegister.Register(TypeAdapterConfig config) =>
            config.NewConfig<Registered, CityView>().Map(d => d.Name, s => "registered " + s.Value);
    }

    private sealed class OrderCopy
    {
        public Customer? Customer { get; init; }
    }

    private sealed record Registered(string Value);

    private class Order
    {
        public int Id { get; init; }

        public string? Note { get; init; }

        public Color Color { get; init; }

        public Customer? Customer { get; init; }
    }

    private sealed class RushOrder : Order;

    private sealed class Customer
    {
        public string? Name { get; init; }

        public int Age { get; init; }

        public City? City { get; init; }
    }

    private sealed class City
    {
        public string? Name { get; init; }
    }

    private sealed record CityView(string? Name);

    private sealed record OrderView(int Id, string? Note, string? Color, int Extra = 5);

    private sealed record Flat(string? CustomerName, int CustomerAge, string? CustomerCityName);

    private sealed record FlatNullable(int? CustomerAge);

    private sealed class Settable
    {
        public int Id { get; private set; }

        public required string? Note { get; init; }

        public Color Color { get; init; }

        public string? Unmatched { get; set; } = "initial";
    }

    private sealed class Lists
    {
        public City[]? Array { get; init; }

        public IReadOnlyList<City>? List { get; init; }

        public HashSet<int>? Numbers { get; init; }

        public Dictionary<string, int>? ByName { get; init; }
    }

    private sealed class ListsView
    {
        public CityView[] Array { get; init; } = [];

        public IReadOnlyList<CityView>? List { get; init; }

        public List<string> Numbers { get; init; } = [];

        public Dictionary<string, long> ByName { get; init; } = [];
    }

    private sealed class Values
    {
        public string? Text { get; init; }

        public Guid Id { get; init; }

        public int? Maybe { get; init; }

        public int Small { get; init; }

        public string? ColorName { get; init; }
    }

    private sealed record ValuesView(int Text, string Id, int Maybe, long Small, Color ColorName);

    private readonly record struct OrderId(Guid Value);

    private sealed record Keyed(OrderId Id, OrderId? Parent, IReadOnlyList<OrderId> All);

    private sealed record KeyedView(Guid Id, Guid? Parent, IReadOnlyList<Guid> All);

    private sealed class Built(string by)
    {
        public string By { get; } = by;

        public string? Name { get; set; }

        public bool After { get; set; }
    }

    private sealed class Tree
    {
        public string? Name { get; init; }

        public List<Tree>? Children { get; init; }
    }

    private sealed record TreeView(string? Name, IReadOnlyList<TreeView>? Children);

    private sealed class Throwing
    {
        public string Name => throw new FormatException("from the getter");
    }
}
