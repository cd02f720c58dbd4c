var builder = DistributedApplication.CreateBuilder(args);

// Which parts a test wants: each one costs its seconds.
var parts = (builder.Configuration["Parts"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
var keeps = builder.Configuration["Keeps"] is not null;

var service = builder.AddProject<Projects.Sample_Service>("service")
    .WithArgs((builder.Configuration["ServiceArgs"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
    .WithEndpoint("http", endpoint => endpoint.Port = int.TryParse(builder.Configuration["ServicePort"], out var port) ? port : null)
    .WithHttpHealthCheck("/health")
    .WithReplicas(int.Parse(builder.Configuration["Replicas"] ?? "1", System.Globalization.CultureInfo.InvariantCulture));

if (parts.Contains("cache"))
{
    var cache = builder.AddRedis("cache");
    if (keeps)
    {
        cache.WithDataVolume();
    }

    service.WithReference(cache).WaitFor(cache);
}

if (parts.Contains("postgres"))
{
    var postgres = builder.AddPostgres("postgres");
    if (keeps)
    {
        postgres.WithDataVolume();
    }

    var database = postgres.AddDatabase("sampledb", databaseName: "sample");
    service.WithReference(database).WaitFor(database);
}

if (parts.Contains("messaging"))
{
    var messaging = builder.AddRabbitMQ("messaging").WithManagementPlugin();
    if (keeps)
    {
        messaging.WithDataVolume();
    }

    service.WithReference(messaging).WaitFor(messaging);
}

if (parts.Contains("step"))
{
    var step = builder.AddProject<Projects.Sample_Service>("step", launchProfileName: null)
        .WithArgs("finish", builder.Configuration["StepExitCode"] ?? "0");
    service.WaitForCompletion(step);
}

if (parts.Contains("client"))
{
    builder.AddProject<Projects.Sample_Service>("client", launchProfileName: null).WithHttpEndpoint().WithReference(service);
}

if (builder.Configuration["Image"] is { } image)
{
    builder.AddContainer("container", image);
}

builder.Build().Run();
