namespace Booking.Infrastructure.Receipts;

/// <summary>An S3-compatible object store; section <c>Storage:S3</c>. Used when <see cref="Bucket"/> is set.</summary>
internal sealed class S3Options
{
    public const string Section = "Storage:S3";

    public string Bucket { get; init; } = "";

    /// <summary>The store's address; null for AWS itself.</summary>
    public Uri? ServiceUrl { get; init; }

    public string Region { get; init; } = "us-east-1";

    /// <summary>Null takes the credentials of the machine's role or environment.</summary>
    public string? AccessKey { get; init; }

    public string? SecretKey { get; init; }

    /// <summary>The bucket in the path instead of the host name, as most stores besides AWS want it.</summary>
    public bool ForcePathStyle { get; init; }

    /// <summary>For one attempt at one object. Default: 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
