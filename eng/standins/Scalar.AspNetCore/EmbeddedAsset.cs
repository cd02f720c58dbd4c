// Stands in for the package Scalar.AspNetCore where the package feed lacks it.
// The signatures are those of the package's public API; only the members that the product calls exist.
// On a full feed the real package is used and this file is not compiled.
namespace Scalar.AspNetCore;

using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

/// <summary>A file embedded in the assembly, served with an entity tag per encoding.</summary>
internal sealed class EmbeddedAsset
{
    private readonly string _contentType;
    private readonly byte[] _plain;
    private readonly byte[]? _gzip;
    private readonly EntityTagHeaderValue _plainTag;
    private readonly EntityTagHeaderValue _gzipTag;

    public EmbeddedAsset(string resourceName, string contentType, bool isGzip = false)
    {
        _contentType = contentType;
        using var resource = typeof(EmbeddedAsset).Assembly.GetManifestResourceStream(resourceName)
            ?? throw new InvalidOperationException($"The resource {resourceName} is missing from the assembly.");
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        var stored = copy.ToArray();
        _gzip = isGzip ? stored : null;
        _plain = isGzip ? Inflate(stored) : stored;
        var hash = Convert.ToHexStringLower(SHA256.HashData(stored).AsSpan(0, 16));
        _plainTag = new EntityTagHeaderValue($"\"{hash}\"");
        _gzipTag = new EntityTagHeaderValue($"\"{hash}-gzip\"");
    }

    public IResult Serve(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-cache";
        if (_gzip is null)
        {
            return Results.Bytes(_plain, _contentType, entityTag: _plainTag);
        }

        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (!AcceptsGzip(context.Request))
        {
            return Results.Bytes(_plain, _contentType, entityTag: _plainTag);
        }

        context.Response.Headers.ContentEncoding = "gzip";
        return Results.Bytes(_gzip, _contentType, entityTag: _gzipTag);
    }

    private static bool AcceptsGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding.Value == "gzip" && encoding.Quality is null or > 0);

    private static byte[] Inflate(byte[] gzip)
    {
        using var stream = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        return plain.ToArray();
    }
}
