namespace Booking.Chaos.Tests.Messaging;

using System.Text;
using Booking.Testing;
using RabbitMQ.Client;

/// <summary>The system with its own workers set aside, so that a test's worker processes are the only consumers; on leaving they come back.</summary>
internal sealed class WorkersBench : IAsyncDisposable
{
    private readonly IConnection _connection;

    private WorkersBench(BookingApp app, IConnection connection, IChannel channel) => (App, _connection, Channel) = (app, connection, channel);

    public BookingApp App { get; }

    /// <summary>A test's own look at the broker.</summary>
    public IChannel Channel { get; }

    /// <summary>Where the test's workers store receipts.</summary>
    public string Storage { get; } = Directory.CreateTempSubdirectory("booking-receipts-").FullName;

    public static async Task<WorkersBench> PrepareAsync(BookingApp app)
    {
        await app.StopResourceAsync("workers");
        ConnectionFactory factory = new() { Uri = new Uri(app.ConnectionString("messaging")), AutomaticRecoveryEnabled = false };
        IConnection connection = await factory.CreateConnectionAsync();
        return new WorkersBench(app, connection, await connection.CreateChannelAsync());
    }

    /// <param name="environment">Replaces the defaults of the same name.</param>
    public WorkersProcess StartWorkers(params (string Name, string Value)[] environment)
    {
        Dictionary<string, string> settings = new()
        {
            ["Storage__Folder"] = Storage,
            ["Sweeper__Enabled"] = "false",
            ["Messaging__RetryDelays__0"] = "00:00:00.100",
            ["Messaging__RetryDelays__1"] = "00:00:00.200",
        };
        foreach ((string name, string value) in environment)
        {
            settings[name] = value;
        }

        return WorkersProcess.Start(App, settings);
    }

    public string[] Pdfs() => Directory.GetFiles(Storage, "*.pdf", SearchOption.AllDirectories);

    /// <summary>Everything in a queue, which stays there.</summary>
    public async Task<IReadOnlyList<(string Body, IReadOnlyDictionary<string, string?> Headers)>> PeekAsync(string queue)
    {
        List<(string, IReadOnlyDictionary<string, string?>)> messages = [];
        ulong last = 0;
        while (await Channel.BasicGetAsync(queue, autoAck: false) is { } message)
        {
            Dictionary<string, string?> headers = (message.BasicProperties.Headers ?? new Dictionary<string, object?>())
                .ToDictionary(header => header.Key, header => header.Value is byte[] text ? Encoding.UTF8.GetString(text) : header.Value?.ToString());
            messages.Add((Encoding.UTF8.GetString(message.Body.Span), headers));
            last = message.DeliveryTag;
        }

        if (last > 0)
        {
            await Channel.BasicNackAsync(last, multiple: true, requeue: true);
        }

        return messages;
    }

    public async Task<uint> CountAsync(string queue) => (await Channel.QueueDeclarePassiveAsync(queue)).MessageCount;

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await App.StartResourceAsync("workers");
        Directory.Delete(Storage, recursive: true);
    }
}
