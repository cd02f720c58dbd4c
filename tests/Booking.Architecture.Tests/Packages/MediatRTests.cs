namespace Booking.Architecture.Tests.Packages;

using MediatR;

using Microsoft.Extensions.DependencyInjection;

/// <summary>What the product relies on; holds for the package and for its stand-in.</summary>
public sealed class MediatRTests
{
    private readonly Journal _journal = new();

    [Fact]
    public async Task Send_WhenHandlerIsRegistered_ReturnsItsAnswer()
    {
        await using var services = Build();

        (await services.GetRequiredService<ISender>().Send(new Double(21))).ShouldBe(42);
    }

    [Fact]
    public async Task Send_WhenRequestHasNoAnswer_RunsHandlerAndBehaviorsOfUnit()
    {
        await using var services = Build(cfg => cfg.AddOpenBehavior(typeof(Outer<,>)));

        await services.GetRequiredService<ISender>().Send(new Note("a"));

        _journal.Entries.ShouldBe(["outer Note Unit", "noted a"]);
    }

    [Fact]
    public async Task Send_WhenSeveralBehaviors_RunsFirstRegisteredOutermost()
    {
        await using var services = Build(cfg => cfg.AddOpenBehavior(typeof(Outer<,>)).AddOpenBehavior(typeof(Inner<,>)));

        await services.GetRequiredService<ISender>().Send(new Double(1));

        _journal.Entries.ShouldBe(["outer Double Int32", "inner Double", "doubled"]);
    }

    [Fact]
    public async Task Send_WhenBehaviorConstrainsToAnsweringRequests_SkipsItForVoidRequests()
    {
        await using var services = Build(cfg => cfg.AddOpenBehavior(typeof(AnsweringOnly<,>)));

        await services.GetRequiredService<ISender>().Send(new Note("a"));
        await services.GetRequiredService<ISender>().Send(new Double(1));

        _journal.Entries.ShouldBe(["noted a", "answering only", "doubled"]);
    }

    [Fact]
    public async Task Send_WhenBehaviorIsClosed_RunsItForItsRequestOnly()
    {
        await using var services = Build(cfg => cfg.AddBehavior<IPipelineBehavior<Double, int>, PlusOne>());

        (await services.GetRequiredService<ISender>().Send(new Double(2))).ShouldBe(5);
        (await services.GetRequiredService<ISender>().Send(new TokenOf())).ShouldBe(CancellationToken.None);
    }

    [Fact]
    public async Task Send_WhenBehaviorPassesTheDefaultToken_HandlerSeesTheSentOne()
    {
        using var source = new CancellationTokenSource();
        await using var services = Build(cfg => cfg.AddOpenBehavior(typeof(Inner<,>)));

        (await services.GetRequiredService<ISender>().Send(new TokenOf(), source.Token)).ShouldBe(source.Token);
    }

    [Fact]
    public async Task Send_WhenBehaviorPassesAnotherToken_HandlerSeesThatOne()
    {
        using var source = new CancellationTokenSource();
        await using var services = Build(cfg => cfg.AddOpenBehavior(typeof(OwnToken<,>)));

        var seen = await services.GetRequiredService<ISender>().Send(new TokenOf(), source.Token);

        seen.ShouldNotBe(source.Token);
        seen.CanBeCanceled.ShouldBeTrue();
    }

    [Fact]
    public async Task Send_WhenNoHandler_ThrowsAfterBehaviorsHaveStarted()
    {
        await using var services = Build(cfg => cfg.AddOpenBehavior(typeof(Outer<,>)));

        await Should.ThrowAsync<InvalidOperationException>(() => services.GetRequiredService<ISender>().Send(new Unhandled()));

        _journal.Entries.ShouldBe(["outer Unhandled Int32"]);
    }

    [Fact]
    public async Task Send_WhenRequestIsNull_ThrowsSynchronously()
    {
        await using var services = Build();
        var sender = services.GetRequiredService<ISender>();

        Should.Throw<ArgumentNullException>(() => { _ = sender.Send((IRequest<int>)null!); });
    }

    [Fact]
    public async Task Send_WhenTypedAsObject_ReturnsBoxedAnswerOrUnit()
    {
        await using var services = Build();
        var sender = services.GetRequiredService<ISender>();

        (await sender.Send((object)new Double(4))).ShouldBe(8);
        (await sender.Send((object)new Note("a"))).ShouldBe(Unit.Value);
        await Should.ThrowAsync<ArgumentException>(() => sender.Send((object)"no request"));
    }

    [Fact]
    public async Task Send_WhenHandlerThrows_SurfacesTheException()
    {
        await using var services = Build();

        (await Should.ThrowAsync<FormatException>(() => services.GetRequiredService<ISender>().Send(new Fail()))).Message.ShouldBe("from the handler");
    }

    [Fact]
    public async Task Send_WhenMediatorComesFromScope_ResolvesFromThatScope()
    {
        await using var services = Build();
        await using var first = services.CreateAsyncScope();
        await using var second = services.CreateAsyncScope();

        var one = await first.ServiceProvider.GetRequiredService<ISender>().Send(new ScopeOf());
        var again = await first.ServiceProvider.GetRequiredService<ISender>().Send(new ScopeOf());
        var other = await second.ServiceProvider.GetRequiredService<ISender>().Send(new ScopeOf());

        again.ShouldBe(one);
        other.ShouldNotBe(one);
    }

    [Fact]
    public async Task Publish_WhenSeveralHandlers_RunsThemInTurnAndStopsAtTheFirstException()
    {
        await using var services = Build();
        var publisher = services.GetRequiredService<IPublisher>();

        await publisher.Publish(new Happened(Fails: false));
        _journal.Entries.ShouldBe(["first", "second"]);

        await Should.ThrowAsync<FormatException>(() => publisher.Publish((object)new Happened(Fails: true)));
        _journal.Entries.ShouldBe(["first", "second", "first"]);
    }

    [Fact]
    public async Task Publish_WhenNobodyHandles_Completes()
    {
        await using var services = Build();

        await services.GetRequiredService<IPublisher>().Publish(new Unheard());
        await Should.ThrowAsync<ArgumentException>(() => services.GetRequiredService<IPublisher>().Publish("no notification"));
    }

    [Fact]
    public void AddMediatR_WhenNoAssemblyIsNamed_Throws() =>
        Should.Throw<ArgumentException>(() => new ServiceCollection().AddMediatR(_ => { }));

    [Fact]
    public void AddOpenBehavior_WhenTypeIsNoBehavior_Throws() =>
        Should.Throw<InvalidOperationException>(() => new MediatRServiceConfiguration().AddOpenBehavior(typeof(List<>)));

    [Fact]
    public void AddMediatR_WhenCalledTwice_DoesNotDoubleRequestHandlers()
    {
        var services = new ServiceCollection();
        for (var i = 0; i < 2; i++)
            services.AddMediatR(cfg => cfg.RegisterServicesFromAssemblies(typeof(MediatRTests).Assembly));

        services.Count(d => d.ServiceType == typeof(IRequestHandler<Double, int>)).ShouldBe(1);
        services.Count(d => d.ServiceType == typeof(IMediator)).ShouldBe(1);
        services.Where(d => d.ServiceType == typeof(IRequestHandler<Double, int>)).ShouldAllBe(d => d.Lifetime == ServiceLifetime.Transient);
    }

    private ServiceProvider Build(Action<MediatRServiceConfiguration>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(_journal);
        services.AddScoped<Scope>();
        services.AddMediatR(cfg =>
        {
            cfg.RegisterServicesFromAssemblyContaining<MediatRTests>();
            configure?.Invoke(cfg);
        });
        return services.BuildServiceProvider();
    }

    private sealed class Journal
    {
        public List<string> Entries { get; } = [];
    }

    private sealed class Scope
    {
        public Guid Id { get; } = Guid.NewGuid();
    }

    private sealed record Double(int Value) : IRequest<int>;

    private sealed record Note(string Text) : IRequest;

    private sealed record TokenOf : IRequest<CancellationToken>;

    private sealed record ScopeOf : IRequest<Guid>;

    private sealed record Unhandled : IRequest<int>;

    private sealed record Fail : IRequest<int>;

    private sealed record Happened(bool Fails) : INotification;

    private sealed record Unheard : INotification;

    private sealed class DoubleHandler(Journal journal) : IRequestHandler<Double, int>
    {
        public Task<int> Handle(Double request, CancellationToken cancellationToken)
        {
            journal.Entries.Add("doubled");
            return Task.FromResult(request.Value * 2);
        }
    }

    private sealed class NoteHandler(Journal journal) : IRequestHandler<Note>
    {
        public Task Handle(Note request, CancellationToken cancellationToken)
        {
            journal.Entries.Add($"noted {request.Text}");
            return Task.CompletedTask;
        }
    }

    private sealed class SmallHandlers(Scope scope) : IRequestHandler<TokenOf, CancellationToken>, IRequestHandler<ScopeOf, Guid>, IRequestHandler<Fail, int>
    {
        public Task<CancellationToken> Handle(TokenOf request, CancellationToken cancellationToken) => Task.FromResult(cancellationToken);

        public Task<Guid> Handle(ScopeOf request, CancellationToken cancellationToken) => Task.FromResult(scope.Id);

        public Task<int> Handle(Fail request, CancellationToken cancellationToken) => throw new FormatException("from the handler");
    }

    private sealed class FirstHandler(Journal journal) : INotificationHandler<Happened>
    {
        public Task Handle(Happened notification, CancellationToken cancellationToken)
        {
            journal.Entries.Add("first");
            return notification.Fails ? throw new FormatException() : Task.CompletedTask;
        }
    }

    private sealed class SecondHandler(Journal journal) : INotificationHandler<Happened>
    {
        public Task Handle(Happened notification, CancellationToken cancellationToken)
        {
            journal.Entries.Add("second");
            return Task.CompletedTask;
        }
    }

    private sealed class Outer<TRequest, TResponse>(Journal journal) : IPipelineBehavior<TRequest, TResponse>
        where TRequest : notnull
    {
        public Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
        {
            journal.Entries.Add($"outer {typeof(TRequest).Name} {typeof(TResponse).Name}");
            return next(cancellationToken);
        }
    }

    private sealed class Inner<TRequest, TResponse>(Journal journal) : IPipelineBehavior<TRequest, TResponse>
        where TRequest : notnull
    {
        public Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
        {
            journal.Entries.Add($"inner {typeof(TRequest).Name}");
            return next(CancellationToken.None);
        }
    }

    private sealed class AnsweringOnly<TRequest, TResponse>(Journal journal) : IPipelineBehavior<TRequest, TResponse>
        where TRequest : IRequest<TResponse>
    {
        public Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
        {
            journal.Entries.Add("answering only");
            return next(cancellationToken);
        }
    }

    private sealed class OwnToken<TRequest, TResponse> : IPipelineBehavior<TRequest, TResponse>
        where TRequest : notnull
    {
        public async Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
        {
            using var own = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            return await next(own.Token);
        }
    }

    private sealed class PlusOne : IPipelineBehavior<Double, int>
    {
        public async Task<int> Handle(Double request, RequestHandlerDelegate<int> next, CancellationToken cancellationToken) =>
            await next(cancellationToken) + 1;
    }
}
