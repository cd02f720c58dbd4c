namespace Booking.Api.Notifications;

using Microsoft.AspNetCore.SignalR;

/// <summary>A client that is connected, with what waits for it. However slow it is, it holds up nobody else.</summary>
/// <param name="client">Stands for the user, or for the address of a client that is not signed in.</param>
internal sealed class LiveConnection(
    string id, Guid tenantId, Guid? userId, IReadOnlyList<string> roles, string client, IClientProxy proxy, RealtimeOptions options, TimeProvider clock, CancellationToken aborted)
{
    private const int BurstSeconds = 4;

    private readonly Lock _gate = new();
    private readonly Queue<LiveMessage> _waiting = new();
    private bool _isSending;
    private double _calls = options.CallsPerSecond * BurstSeconds;
    private long _callsAt = clock.GetTimestamp();

    public string Id => id;

    public Guid TenantId => tenantId;

    public Guid? UserId => userId;

    public IReadOnlyList<string> Roles => roles;

    public string Client => client;

    /// <summary>What it is told of; changed under the lock of <see cref="LiveConnections"/>.</summary>
    public HashSet<LiveGroup> Groups { get; } = [];

    /// <summary>How many of the groups it was put into by itself.</summary>
    public int OwnGroups { get; set; }

    /// <summary>Never waits. When too much waits already, all of it is dropped for a request to read anew.</summary>
    public void Tell(LiveMessage message)
    {
        lock (_gate)
        {
            if (_waiting.Count >= options.MostWaiting)
            {
                RealtimeTelemetry.Dropped.Add(_waiting.Count + 1);
                _waiting.Clear();
                message = LiveMessage.Resync;
            }

            _waiting.Enqueue(message);
            if (_isSending)
            {
                return;
            }

            _isSending = true;
        }

        _ = Task.Run(SendWaitingAsync, CancellationToken.None);
    }

    /// <summary>Whether the client may call once more now.</summary>
    public bool TryCall()
    {
        lock (_gate)
        {
            long now = clock.GetTimestamp();
            _calls = Math.Min(options.CallsPerSecond * BurstSeconds, _calls + (clock.GetElapsedTime(_callsAt, now).TotalSeconds * options.CallsPerSecond));
            _callsAt = now;
            if (_calls < 1)
            {
                return false;
            }

            _calls--;
            return true;
        }
    }

    private async Task SendWaitingAsync()
    {
        while (Next() is { } message)
        {
            try
            {
                await proxy.SendCoreAsync(message.Type, [message.Body], aborted);
                RealtimeTelemetry.Sent.Add(1, RealtimeTelemetry.Type(message.Type));
                if (message.HappenedAt is { } at)
                {
                    RealtimeTelemetry.Lag.Record(Math.Max(0, (clock.GetUtcNow() - at).TotalSeconds), RealtimeTelemetry.Type(message.Type));
                }
            }
            catch (Exception) when (aborted.IsCancellationRequested)
            {
                // It is gone; what it misses it asks for when it is back.
            }
        }
    }

    private LiveMessage? Next()
    {
        lock (_gate)
        {
            if (_waiting.TryDequeue(out LiveMessage? message))
            {
                return message;
            }

            _isSending = false;
            return null;
        }
    }
}

/// <param name="Type">The name of the event; the method that the client listens to.</param>
/// <param name="HappenedAt">Null for what is no event.</param>
internal sealed record LiveMessage(string Type, object Body, DateTimeOffset? HappenedAt)
{
    /// <summary>Something was missed: the client reads anew what it shows.</summary>
    public static readonly LiveMessage Resync = new("resync", new { }, null);
}

/// <summary>Who is told together.</summary>
/// <param name="Kind">A kind of offering, or one of the constants.</param>
internal readonly record struct LiveGroup(Guid TenantId, string Kind, Guid Id)
{
    private const string Users = "user";
    private const string Drivers = "driver";
    private const string AllAdmins = "admins";

    public static LiveGroup User(Guid tenantId, Guid userId) => new(tenantId, Users, userId);

    public static LiveGroup Driver(Guid tenantId, Guid driverId) => new(tenantId, Drivers, driverId);

    public static LiveGroup Admins(Guid tenantId) => new(tenantId, AllAdmins, tenantId);
}
