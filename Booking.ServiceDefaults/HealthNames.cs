namespace Booking.ServiceDefaults;

/// <summary>What the checks are about, which have the names that their packages gave them.</summary>
public static class HealthNames
{
    public static string Of(string check) => check switch
    {
        "self" => "api",
        "BookingDbContext" => "postgresql",
        "RabbitMQ.Client" => "rabbitmq",
        "StackExchange.Redis" => "redis",
        _ => check,
    };
}
