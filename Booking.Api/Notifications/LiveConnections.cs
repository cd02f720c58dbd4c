namespace Booking.Api.Notifications;

using Microsoft.Extensions.Options;

/// <summary>The clients of this process and the groups they are in.</summary>
internal sealed class LiveConnections(IOptions<RealtimeOptions> options)
{
    private readonly Lock _gate = new();
    private readonly HashSet<LiveConnection> _all = [];
    private readonly Dictionary<LiveGroup, HashSet<LiveConnection>> _groups = [];
    private readonly Dictionary<string, int> _ofClients = [];
    private readonly Dictionary<Guid, int> _usersOfTenants = [];

    /// <returns>False when there are too many already, of the client or of all.</returns>
    public bool TryAdd(LiveConnection connection, IEnumerable<LiveGroup> groups)
    {
        lock (_gate)
        {
            int limit = connection.UserId is null ? options.Value.ConnectionsPerAddress : options.Value.ConnectionsPerUser;
            if (_all.Count >= options.Value.MaxConnections || _ofClients.GetValueOrDefault(connection.Client) >= limit)
            {
                return false;
            }

            _all.Add(connection);
            _ofClients[connection.Client] = _ofClients.GetValueOrDefault(connection.Client) + 1;
            if (connection.UserId is not null)
            {
                _usersOfTenants[connection.TenantId] = _usersOfTenants.GetValueOrDefault(connection.TenantId) + 1;
            }

            foreach (LiveGroup group in groups)
            {
                Enter(connection, group);
            }

            connection.OwnGroups = connection.Groups.Count;
        }

        RealtimeTelemetry.Connections.Add(1);
        return true;
    }

    public void Remove(LiveConnection connection)
    {
        lock (_gate)
        {
            if (!_all.Remove(connection))
            {
                return;
            }

            Lower(_ofClients, connection.Client);
            if (connection.UserId is not null)
            {
                Lower(_usersOfTenants, connection.TenantId);
            }

            foreach (LiveGroup group in connection.Groups.ToList())
            {
                Leave(connection, group);
            }
        }

        RealtimeTelemetry.Connections.Add(-1);
    }

    /// <summary>Joins the watchers of an offering.</summary>
    /// <returns>False when the connection watches as many as it may.</returns>
    public bool TryWatch(LiveConnection connection, LiveGroup offering)
    {
        lock (_gate)
        {
            if (!connection.Groups.Contains(offering) && connection.Groups.Count - connection.OwnGroups >= options.Value.WatchesPerConnection)
            {
                return false;
            }

            if (_all.Contains(connection))
            {
                Enter(connection, offering);
            }

            return true;
        }
    }

    public void Unwatch(LiveConnection connection, LiveGroup offering)
    {
        lock (_gate)
        {
            Leave(connection, offering);
        }
    }

    public bool IsEmpty(LiveGroup group)
    {
        lock (_gate)
        {
            return !_groups.ContainsKey(group);
        }
    }

    /// <summary>Whether anybody of the tenant is signed in here.</summary>
    public bool HasUsersOf(Guid tenantId)
    {
        lock (_gate)
        {
            return _usersOfTenants.ContainsKey(tenantId);
        }
    }

    /// <summary>Everybody who is in one of the groups, once.</summary>
    public IReadOnlyCollection<LiveConnection> Of(params IEnumerable<LiveGroup> groups)
    {
        lock (_gate)
        {
            HashSet<LiveConnection> found = [];
            foreach (LiveGroup group in groups)
            {
                if (_groups.TryGetValue(group, out HashSet<LiveConnection>? members))
                {
                    found.UnionWith(members);
                }
            }

            return found;
        }
    }

    public IReadOnlyCollection<LiveConnection> All()
    {
        lock (_gate)
        {
            return [.. _all];
        }
    }

    private void Enter(LiveConnection connection, LiveGroup group)
    {
        connection.Groups.Add(group);
        if (!_groups.TryGetValue(group, out HashSet<LiveConnection>? members))
        {
            _groups[group] = members = [];
        }

        members.Add(connection);
    }

    private void Leave(LiveConnection connection, LiveGroup group)
    {
        connection.Groups.Remove(group);
        if (_groups.TryGetValue(group, out HashSet<LiveConnection>? members) && members.Remove(connection) && members.Count == 0)
        {
            _groups.Remove(group);
        }
    }

    private static void Lower<TKey>(Dictionary<TKey, int> counts, TKey key)
        where TKey : notnull
    {
        if (--counts[key] == 0)
        {
            counts.Remove(key);
        }
    }
}
