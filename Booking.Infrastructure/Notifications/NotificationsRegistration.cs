namespace Booking.Infrastructure.Notifications;

using System.Net.Mail;
using Booking.Application.Notifications;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

internal static class NotificationsRegistration
{
    /// <summary>What is due, and the channels it goes out on. A channel that is not registered here suppresses what is planned for it.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        MailOptions mail = configuration.GetSection(MailOptions.Section).Get<MailOptions>() ?? new MailOptions();
        NotificationOptions options = configuration.GetSection(NotificationOptions.Section).Get<NotificationOptions>() ?? new NotificationOptions();
        options.MailFrom = mail.From;
        Check(options.IsValid, "Notifications: a setting is out of its range.");
        Check(mail.Smtp.Length == 0 || mail.Server is not null, "Mail:Smtp is no address such as smtp://host:port.");
        Check(MailAddress.TryCreate(mail.From, out MailAddress? from) && from.Address == mail.From, "Mail:From is no mail address.");
        Check(mail.Timeout > TimeSpan.Zero && mail.Timeout < INotificationChannel.Lease, "Mail:Timeout is positive and less than two minutes.");
        Check(mail.Smtp.Length == 0 || mail.From != MailOptions.UsualFrom || environment.IsDevelopment(), "Mail:From has to be set where mails are sent.");
        services.AddSingleton(mail);
        services.AddSingleton(options);
        services.AddSingleton<INotificationChannel, MailChannel>();
        services.AddSingleton<INotificationChannel, InboxChannel>();
        services.AddScoped<IHandledMessages, HandledMessages>();
        services.AddSingleton<DueNotifications>();
        services.AddSingleton<NotificationDispatcher>();
        return services;
    }

    private static void Check(bool isRight, string otherwise)
    {
        if (!isRight)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
