// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting;

using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native;

public enum ContainerLifetime
{
    Session,
    Persistent,
}

public static class ContainerResourceBuilderExtensions
{
    public static IResourceBuilder<ContainerResource> AddContainer(
        this IDistributedApplicationBuilder builder, string name, string image)
    {
        var resource = new ContainerResource(name);
        return builder.AddResource(resource)
            .WithImage(image)
            .WithAnnotation(new NativeResourceAnnotation(new NpmContainer(resource, DataFolders.Of(builder))));
    }

    public static IResourceBuilder<ContainerResource> AddContainer(
        this IDistributedApplicationBuilder builder, string name, string image, string tag) =>
        builder.AddContainer(name, image).WithImageTag(tag);

    public static IResourceBuilder<T> WithImage<T>(this IResourceBuilder<T> builder, string image, string? tag = null)
        where T : ContainerResource =>
        builder.WithAnnotation(
            new ContainerImageAnnotation { Image = image, Tag = tag }, ResourceAnnotationMutationBehavior.Replace);

    public static IResourceBuilder<T> WithImageTag<T>(this IResourceBuilder<T> builder, string tag) where T : ContainerResource
    {
        foreach (var image in builder.Resource.Annotations.OfType<ContainerImageAnnotation>())
        {
            image.Tag = tag;
        }

        return builder;
    }

    /// <summary>No effect here: a server lives as long as its run; whether its data stays is a matter of its data volume.</summary>
    public static IResourceBuilder<T> WithLifetime<T>(this IResourceBuilder<T> builder, ContainerLifetime lifetime)
        where T : ContainerResource => builder;
}
