using Booking.AppHost;

var builder = DistributedApplication.CreateBuilder(args);
var settings = RunSettings.From(builder);

var appPassword = builder.AddParameter("app-db-password", secret: true);
var workerPassword = builder.AddParameter("worker-db-password", secret: true);
var signingKey = builder.AddParameter("auth-signing-key", secret: true);
var ticketKey = builder.AddParameter("ticket-signing-key", secret: true);
var secretsKey = builder.AddParameter("secrets-key", secret: true);
var webhookSecret = builder.AddParameter("sandbox-webhook-secret", secret: true);

var postgres = builder.AddPostgres("postgres");
var db = postgres.AddDatabase("bookingdb", databaseName: "booking");
var cache = builder.AddRedis("cache");
var messaging = builder.AddRabbitMQ("messaging").WithManagementPlugin();
if (settings.KeepsData)
{
    postgres.WithDataVolume();
    cache.WithDataVolume();
    messaging.WithDataVolume();
}

var mail = builder.AddContainer("mail", "maildev/maildev", "2.2.1")
    .WithHttpEndpoint(targetPort: 1080)
    .WithEndpoint(targetPort: 1025, scheme: "smtp", name: "smtp");

var migrations = builder.AddProject<Projects.Booking_Workers>("migrations", launchProfileName: "migrations")
    .WithArgs("migrate", "--seed")
    .WithReference(db)
    .WithReference(cache)
    .WithEnvironment("Database__AppPassword", appPassword)
    .WithEnvironment("Database__WorkerPassword", workerPassword)
    .WithSettings(settings)
    .WaitFor(db);

var api = builder.AddProject<Projects.Booking_Api>("api", launchProfileName: "api")
    .WithEndpoint("http", endpoint => endpoint.Port = settings.ApiPort)
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithReplicas(settings.ApiReplicas)
    .WithDatabase(db, "booking_app", appPassword)
    .WithReference(cache)
    .WithReference(messaging)
    .WithEnvironment("Auth__SigningKeys__0__Id", "local")
    .WithEnvironment("Auth__SigningKeys__0__Key", signingKey)
    .WithEnvironment("Tickets__SigningKeys__0__Id", "local")
    .WithEnvironment("Tickets__SigningKeys__0__Key", ticketKey)
    .WithEnvironment("Secrets__Keys__0__Id", "local")
    .WithEnvironment("Secrets__Keys__0__Key", secretsKey)
    .WithEnvironment("Payments__Sandbox__WebhookSecret", webhookSecret)
    .WithSettings(settings)
    .WaitForCompletion(migrations)
    .WaitFor(cache)
    .WaitFor(messaging);
api.WithEnvironment("Payments__Sandbox__BaseUrl", api.GetEndpoint("http"));

builder.AddProject<Projects.Booking_Workers>("workers", launchProfileName: "workers")
    .WithHttpHealthCheck("/health")
    .WithReplicas(settings.WorkerReplicas)
    .WithDatabase(db, "booking_worker", workerPassword)
    .WithReference(cache)
    .WithReference(messaging)
    .WithEnvironment("Auth__SigningKeys__0__Id", "local")
    .WithEnvironment("Auth__SigningKeys__0__Key", signingKey)
    .WithEnvironment("Tickets__SigningKeys__0__Id", "local")
    .WithEnvironment("Tickets__SigningKeys__0__Key", ticketKey)
    .WithEnvironment("Secrets__Keys__0__Id", "local")
    .WithEnvironment("Secrets__Keys__0__Key", secretsKey)
    .WithEnvironment("Payments__Sandbox__BaseUrl", api.GetEndpoint("http"))
    .WithEnvironment("Payments__Sandbox__WebhookSecret", webhookSecret)
    .WithEnvironment("Mail__Smtp", mail.GetEndpoint("smtp"))
    .WithSettings(settings)
    .WaitForCompletion(migrations)
    .WaitFor(messaging);

builder.Build().Run();
