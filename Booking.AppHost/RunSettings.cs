namespace Booking.AppHost;

using System.Globalization;
using Microsoft.Extensions.Configuration;

/// <summary>What may differ between one run of the application and another: tests, benchmarks and `dotnet run` share one AppHost.</summary>
internal sealed record RunSettings(
    bool KeepsData, int? ApiPort, int ApiReplicas, int WorkerReplicas, string StorageFolder, IConfiguration Environment)
{
    public static RunSettings From(IDistributedApplicationBuilder builder)
    {
        var booking = builder.Configuration.GetSection("Booking");
        // 0 asks for any free port.
        var apiPort = int.Parse(builder.Configuration["BOOKING_API_PORT"] ?? "5080", CultureInfo.InvariantCulture);
        var keepsData = !booking.GetValue("Ephemeral", false);
        return new RunSettings(
            keepsData,
            apiPort == 0 ? null : apiPort,
            booking.GetValue("ApiReplicas", 1),
            booking.GetValue("WorkerReplicas", 1),
            keepsData ? Path.GetFullPath("../artifacts/run/storage", builder.AppHostDirectory) : TemporaryFolder.For(builder.Services),
            booking.GetSection("Env"));
    }
}

internal static class ProjectExtensions
{
    /// <summary>Connects as a role that owns nothing; the superuser's connection string is for migrations only.</summary>
    public static IResourceBuilder<ProjectResource> WithDatabase(
        this IResourceBuilder<ProjectResource> project, IResourceBuilder<PostgresDatabaseResource> database, string role,
        IResourceBuilder<ParameterResource> password)
    {
        var server = database.Resource.Parent;
        return project.WithEnvironment(
            $"ConnectionStrings__{database.Resource.Name}",
            ReferenceExpression.Create(
                $"Host={server.Host};Port={server.Port};Username={role};Password={password};Database={database.Resource.DatabaseName}"));
    }

    /// <summary>Gives the shared storage folder, and every variable that the configuration names under Booking:Env:{resource}.</summary>
    public static IResourceBuilder<ProjectResource> WithSettings(this IResourceBuilder<ProjectResource> project, RunSettings settings)
    {
        project.WithEnvironment("Storage__Folder", settings.StorageFolder);
        return project.WithEnvironment(context =>
        {
            foreach (var variable in settings.Environment.GetSection(project.Resource.Name).GetChildren())
            {
                context.EnvironmentVariables[variable.Key] = variable.Value ?? "";
            }
        });
    }
}
