namespace Booking.Infrastructure.Receipts;

using Booking.Application.Receipts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

internal static class ReceiptsRegistration
{
    /// <summary>Numbers, paper, and the object store: S3 where <c>Storage:S3:Bucket</c> is set, else the folder <c>Storage:Folder</c>.</summary>
    public static IServiceCollection AddReceipts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<IReceiptNumbers, ReceiptNumbers>();
        services.AddSingleton(_ => SystemFonts.Install(configuration["Receipts:FontFolder"]));
        services.AddSingleton<IReceiptRenderer, PdfReceiptRenderer>();
        services.AddSingleton<IObjectStore>(_ => Store(configuration));
        return services;
    }

    private static IObjectStore Store(IConfiguration configuration)
    {
        S3Options? s3 = configuration.GetSection(S3Options.Section).Get<S3Options>();
        return s3 is { Bucket.Length: > 0 }
            ? new S3ObjectStore(s3)
            : new FolderObjectStore(configuration["Storage:Folder"] ?? throw new InvalidOperationException("Neither Storage:S3:Bucket nor Storage:Folder is set."));
    }
}
