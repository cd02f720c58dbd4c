namespace Booking.Infrastructure.Receipts;

using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Booking.Application.Receipts;

internal sealed class S3ObjectStore : IObjectStore, IDisposable
{
    private const int MaxRetries = 2;

    private readonly AmazonS3Client _client;
    private readonly S3Options _options;

    public S3ObjectStore(S3Options options)
    {
        _options = options;
        AmazonS3Config config = new()
        {
            AuthenticationRegion = options.Region,
            ForcePathStyle = options.ForcePathStyle,
            Timeout = options.Timeout,
            MaxErrorRetry = MaxRetries,
            // The newer checksums are trailers that many S3-compatible stores do not read.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.ServiceUrl is { } url)
        {
            config.ServiceURL = url.AbsoluteUri;
        }
        else
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);
        }

        _client = options.AccessKey is null
            ? new AmazonS3Client(config)
            : new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), config);
    }

    public async Task PutAsync(string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken ct)
    {
        using CancellationTokenSource limit = Limit(ct);
        using MemoryStream stream = new(content.ToArray(), writable: false);
        PutObjectRequest request = new()
        {
            BucketName = _options.Bucket,
            Key = ObjectKey.Checked(key),
            InputStream = stream,
            ContentType = contentType,
            UseChunkEncoding = false,
        };
        await _client.PutObjectAsync(request, limit.Token);
    }

    public async Task<Stream?> OpenAsync(string key, CancellationToken ct)
    {
        using CancellationTokenSource limit = Limit(ct);
        try
        {
            using GetObjectResponse response = await _client.GetObjectAsync(_options.Bucket, ObjectKey.Checked(key), limit.Token);
            MemoryStream content = new();
            await response.ResponseStream.CopyToAsync(content, limit.Token);
            content.Position = 0;
            return content;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();

    private CancellationTokenSource Limit(CancellationToken ct)
    {
        CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(_options.Timeout * (MaxRetries + 1));
        return limit;
    }
}
