// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting;

using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native;

public class ProjectResourceOptions
{
    public string? LaunchProfileName { get; set; }

    public bool ExcludeLaunchProfile { get; set; }

    public bool ExcludeKestrelEndpoints { get; set; }
}

public static class ProjectResourceBuilderExtensions
{
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() =>
        Add(builder, name, new TProject(), new ProjectResourceOptions());

    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, string name, string? launchProfileName)
        where TProject : IProjectMetadata, new() =>
        Add(builder, name, new TProject(), new ProjectResourceOptions
        {
            LaunchProfileName = launchProfileName,
            ExcludeLaunchProfile = launchProfileName is null,
        });

    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, string name, Action<ProjectResourceOptions> configure)
        where TProject : IProjectMetadata, new()
    {
        var options = new ProjectResourceOptions();
        configure(options);
        return Add(builder, name, new TProject(), options);
    }

    public static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder, string name, string projectPath) =>
        Add(builder, name, new PathMetadata(Path.GetFullPath(projectPath, builder.AppHostDirectory)), new ProjectResourceOptions());

    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas) =>
        builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);

    private static IResourceBuilder<ProjectResource> Add(
        IDistributedApplicationBuilder builder, string name, IProjectMetadata metadata, ProjectResourceOptions options)
    {
        var profile = options.ExcludeLaunchProfile
            ? null
            : LaunchProfile.Read(
                Path.GetDirectoryName(metadata.ProjectPath)!,
                options.LaunchProfileName,
                builder.Configuration["AppHost:DefaultLaunchProfileName"] ?? builder.Configuration["DOTNET_LAUNCH_PROFILE"]);
        var resource = new ProjectResource(name);
        var project = builder.AddResource(resource)
            .WithAnnotation(metadata)
            .WithAnnotation(new NativeResourceAnnotation(new NativeProject(resource, metadata, profile, builder)));
        foreach (var url in profile?.ApplicationUrls ?? [])
        {
            project.WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, url.Scheme, port: url.Port == 0 ? null : url.Port));
        }

        return project;
    }

    private sealed record PathMetadata(string ProjectPath) : IProjectMetadata;
}
