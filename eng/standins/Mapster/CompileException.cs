// Stands in for the package Mapster 10.0.14 where the configured feed lacks it.
// Names and signatures are the public API of the package; only the members that the product calls are here.
// On a full feed the package itself is used and this project is not built.
namespace Mapster;

/// <summary>There is no way from the source type to the destination type; the inner exception says where it ends.</summary>
public sealed class CompileException : InvalidOperationException
{
    internal CompileException(Type source, Type destination, Exception innerException)
        : base($"No mapping from {source} to {destination} can be built: {innerException.Message}", innerException)
    {
    }
}
