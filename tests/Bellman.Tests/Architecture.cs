using System.Reflection;
using Bellman.Atari;
using Bellman.Environments;

namespace Bellman.Tests;

/// <summary>The arrows of docs/design.md between the folders of each assembly; the compiler enforces those between assemblies.</summary>
public class Architecture
{
    private const string Vocabulary = "";

    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        [Vocabulary] = [],
        ["Drawing"] = [],
        ["Replay"] = [],
        ["Planning"] = [],
        ["Physics"] = [],
        ["Learning"] = [],
        ["Environments"] = ["Drawing", "Physics", "Planning"],
        ["Agents"] = ["Learning", "Replay"],
        ["Training"] = ["Agents", "Environments", "Learning", "Planning"],
        ["Recording"] = ["Training", "Agents", "Drawing", "Environments"],
    };

    private static readonly Dictionary<string, string[]> NeuralArrows = new()
    {
        [Vocabulary] = ["Execution", "Layers", "Kernels", "Optimizers"],
        ["Kernels"] = [],
        ["Optimizers"] = ["Kernels"],
        ["Layers"] = ["Kernels"],
        ["Execution"] = ["Layers", "Kernels", "Optimizers"],
    };

    private static readonly Dictionary<string, string[]> AtariArrows = new()
    {
        [Vocabulary] = ["Cartridges", "Cpu", "Tia"],
        ["Cpu"] = [],
        ["Tia"] = [],
        ["Cartridges"] = [],
        ["Assembly"] = ["Cpu"],
    };

    [Fact]
    public void Folders_use_only_the_folders_that_the_design_allows()
    {
        RequireArrows(typeof(IEnvironment).Assembly, "Bellman", Arrows);
        RequireArrows(typeof(Network).Assembly, "Bellman.Neural", NeuralArrows);
        RequireArrows(typeof(Console2600).Assembly, "Bellman.Atari", AtariArrows);
    }

    [Fact]
    public void The_ground_floor_and_the_console_stand_on_nothing()
    {
        foreach (Assembly assembly in (Assembly[])[typeof(Rng).Assembly, typeof(Console2600).Assembly])
        {
            Assert.DoesNotContain(assembly.GetReferencedAssemblies(), name => name.Name!.StartsWith("Bellman", StringComparison.Ordinal));
        }
        Assert.Equal(["Bellman.Core"], typeof(Network).Assembly.GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => name.StartsWith("Bellman", StringComparison.Ordinal)));
    }

    private static void RequireArrows(Assembly assembly, string root, Dictionary<string, string[]> arrows)
    {
        var wrong = new List<string>();
        foreach (Type type in assembly.GetTypes())
        {
            if (Folder(type, assembly, root) is not string from)
            {
                continue;
            }
            Assert.True(arrows.ContainsKey(from), $"docs/design.md does not know the folder {from} of {root}.");
            foreach (Type used in Uses(type).SelectMany(Parts).Distinct())
            {
                if (Folder(used, assembly, root) is string to && to != from && to != Vocabulary && !arrows[from].Contains(to))
                {
                    wrong.Add($"{type.FullName} uses {used.FullName}");
                }
            }
        }
        Assert.Equal("", string.Join("\n", wrong.Distinct()));
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

    /// <summary>The first folder of a type of an assembly, "" for its root, null for types of others.</summary>
    private static string? Folder(Type type, Assembly assembly, string root)
        => type.Assembly != assembly || type.Namespace is not string name ? null
            : name == root ? Vocabulary
            : name.StartsWith(root + ".", StringComparison.Ordinal) ? name[(root.Length + 1)..].Split('.')[0]
            : null;

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
