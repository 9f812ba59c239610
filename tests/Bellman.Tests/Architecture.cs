using System.Reflection;
using Bellman.Atari;
using Bellman.Environments;

namespace Bellman.Tests;

/// <summary>The arrows of docs/design.md between the folders of the library; the compiler enforces those between assemblies.</summary>
public class Architecture
{
    private const string Vocabulary = "";

    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        [Vocabulary] = [],
        ["Drawing"] = [],
        ["Replay"] = [],
        ["Planning"] = [],
        ["Learning"] = [],
        ["Environments"] = ["Drawing", "Planning"],
        ["Agents"] = ["Learning", "Replay"],
        ["Training"] = ["Agents", "Environments", "Learning", "Planning"],
        ["Recording"] = ["Training", "Agents", "Drawing", "Environments"],
    };

    [Fact]
    public void Folders_use_only_the_folders_that_the_design_allows()
    {
        var wrong = new List<string>();
        foreach (Type type in typeof(IEnvironment).Assembly.GetTypes())
        {
            if (Folder(type) is not string from)
            {
                continue;
            }
            Assert.True(Arrows.ContainsKey(from), $"docs/design.md does not know the folder {from}.");
            foreach (Type used in Uses(type).SelectMany(Parts).Distinct())
            {
                if (Folder(used) is string to && to != from && to != Vocabulary && !Arrows[from].Contains(to))
                {
                    wrong.Add($"{type.FullName} uses {used.FullName}");
                }
            }
        }
        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void Only_the_Atari_games_use_the_console()
    {
        const string Games = "Bellman.Environments.Atari";
        IEnumerable<Type> users = typeof(IEnvironment).Assembly.GetTypes()
            .Where(type => Uses(type).SelectMany(Parts).Any(used => used.Assembly == typeof(Console2600).Assembly));
        Assert.Contains(typeof(Bellman.Environments.Atari.AtariEnvironment), users);
        Assert.Empty(users.Where(type => type.Namespace?.StartsWith(Games, StringComparison.Ordinal) != true).Select(type => type.FullName));
    }

    /// <summary>The first folder of a type of the library, "" for its root, null for types of others.</summary>
    private static string? Folder(Type type)
    {
        if (type.Assembly != typeof(IEnvironment).Assembly || type.Namespace is not string name || !name.StartsWith("Bellman", StringComparison.Ordinal))
        {
            return null;
        }
        string[] parts = name.Split('.');
        return parts.Length == 1 ? Vocabulary : parts[1];
    }

    private static IEnumerable<Type> Uses(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        IEnumerable<MethodBase> methods = [.. type.GetMethods(All), .. type.GetConstructors(All)];
        return [
            .. type.GetInterfaces(),
            .. type.BaseType is null ? [] : (Type[])[type.BaseType],
            .. type.GetFields(All).Select(f => f.FieldType),
            .. methods.SelectMany(m => m.GetParameters()).Select(p => p.ParameterType),
            .. methods.OfType<MethodInfo>().Select(m => m.ReturnType),
            .. methods.SelectMany(m => m.GetMethodBody()?.LocalVariables ?? []).Select(v => v.LocalType),
        ];
    }

    private static IEnumerable<Type> Parts(Type type)
        => type.HasElementType ? Parts(type.GetElementType()!)
            : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
            : [type];
}
